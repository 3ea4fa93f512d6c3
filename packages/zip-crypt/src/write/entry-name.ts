import { ScanferryError } from "@scanferry/transfer";

/**
 * Checks a name before it goes into an archive, so that every reader accepts it.
 *
 * @throws {@link ScanferryError} `data/unsafe-path` for absolute names, `..`, backslashes, drive letters, control characters
 */
export function checkEntryName(name: string): void {
  const parts = name.replace(/\/$/, "").split("/");
  const unsafe =
    name === "" ||
    Buffer.byteLength(name) > 0xffff ||
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    /[\\\u0000-\u001f]|^[A-Za-z]:/.test(name) ||
    parts.some((part) => part === "" || part === "." || part === "..");
  if (unsafe) {
    throw new ScanferryError("data/unsafe-path", "An entry's name is not a plain relative path.", {
      hint: "Use names such as anat/sub-01_T1w.nii.gz, with forward slashes.",
      subject: name,
    });
  }
}
