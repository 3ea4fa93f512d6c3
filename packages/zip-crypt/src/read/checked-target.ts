import { ScanferryError, safePath } from "@scanferry/transfer";
import type { ZipEntry } from "./zip-entry.js";

/**
 * Gives the relative path under which an entry may be unpacked.
 *
 * @throws {@link ScanferryError} `data/unsafe-path` for traversal, absolute names and symbolic links
 */
export function checkedTarget(entry: ZipEntry): string {
  if (entry.isSymlink) throw symlinkRefused(entry.name);
  return safePath(entry.name.replace(/\/$/, ""));
}

/** The error for a symbolic link in an archive. */
export function symlinkRefused(name: string): ScanferryError {
  return new ScanferryError(
    "data/unsafe-path",
    "The archive holds a symbolic link, which could lead anywhere.",
    {
      hint: "Unpack it with another program if you trust its maker.",
      details: { reason: "symlink" },
      subject: name,
    },
  );
}
