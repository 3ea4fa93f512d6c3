import { ScanferryError, isScanferryError } from "@scanferry/transfer";

const wholeArchive = "The whole archive is refused and nothing was unpacked.";

/** Makes of an error about one unsafe name what it means for an archive, of which all or nothing is unpacked. */
export function refusedArchive(error: unknown): unknown {
  if (!isScanferryError(error, "data/unsafe-path")) return error;
  const advice =
    error.details?.["reason"] === "symlink"
      ? "Unpack it with another program if you trust its maker."
      : "Ask its maker for one with other names.";
  return new ScanferryError(error.code, error.message, {
    hint: `${wholeArchive} ${advice}`,
    details: { ...error.details, refused: "archive" },
    cause: error,
    ...(error.subject === undefined ? {} : { subject: error.subject }),
  });
}
