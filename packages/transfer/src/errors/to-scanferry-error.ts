import { abortedError, isAbort } from "./aborted.js";
import { fsError, isFsError } from "./from-fs.js";
import { safeCause } from "./safe-cause.js";
import { ScanferryError, isScanferryError } from "./scanferry-error.js";

/**
 * Gives a {@link ScanferryError} for anything caught: ours as they are, aborts, errors of the file system, and `internal` for the rest.
 *
 * @example
 * ```ts
 * await readFile("scan.nii").catch((caught: unknown) => console.error(toScanferryError(caught).hint));
 * ```
 */
export function toScanferryError(error: unknown): ScanferryError {
  if (isScanferryError(error)) return error;
  if (isAbort(error)) return abortedError(error);
  if (isFsError(error)) return fsError(error);
  return new ScanferryError("internal", "Something went wrong inside Scanferry.", {
    hint: "Please report it with the output of the same command and -v.",
    cause: safeCause(error),
  });
}
