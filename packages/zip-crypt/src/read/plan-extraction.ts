import { lstat, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { PathClaims, ScanferryError, fsError, resolveInside } from "@scanferry/transfer";
import { checkedTarget } from "./checked-target.js";
import type { ZipArchive } from "./random-access.js";
import { type ReadZipOptions, readZipEntries } from "./read-zip-entries.js";
import { refusedArchive } from "./refused-archive.js";
import type { ZipEntry } from "./zip-entry.js";

/** A file that `extractZip` would write. */
export interface PlannedFile {
  /** Below the folder, with forward slashes. */
  path: string;
  /** Size after unpacking, in bytes. */
  sizeBytes: number;
  /** Whether a file is there already, which `extractZip` replaces only with `overwrite`. */
  exists: boolean;
}

/**
 * Lists the files that `extractZip` would write into a folder and makes the same checks (names, limits, files and
 * folders in each other's way), but writes nothing and needs no password. An archive is refused as a whole: take the
 * plan for good only when the loop has ended without an error. Empty folders are checked and not listed.
 *
 * @throws {@link ScanferryError} `data/corrupt`, `data/unsafe-path`, `input/invalid` for a folder where a file belongs
 * or a file where a folder belongs, `local/not-found`, `aborted`
 * @example
 * ```ts
 * for await (const file of planExtraction("sub-01.zip", "out")) console.log(file.path, file.sizeBytes, file.exists);
 * ```
 */
export async function* planExtraction(
  archive: ZipArchive,
  folder: string,
  options: Omit<ReadZipOptions, "password"> = {},
): AsyncGenerator<PlannedFile> {
  const claims = new PathClaims();
  let lastParent: string | undefined;
  for await (const entry of readZipEntries(archive, options)) {
    try {
      const path = checkedTarget(entry);
      if (!entry.isDirectory) claims.claim(path);
      // Most files lie beside the one before.
      const parent = entry.isDirectory ? path : dirname(path);
      if (parent !== lastParent) await checkFolders(folder, parent);
      lastParent = parent;
      if (!entry.isDirectory) yield await plannedFile(entry, folder, path);
    } catch (error) {
      throw refusedArchive(error);
    }
  }
}

async function plannedFile(entry: ZipEntry, folder: string, path: string): Promise<PlannedFile> {
  const found = await look(lstat, await resolveInside(folder, path));
  if (found?.isDirectory() === true) {
    throw inTheWay("A folder is where a file of the archive belongs.", "folder-in-the-way", path);
  }
  return { path, sizeBytes: entry.sizeBytes, exists: found !== undefined };
}

/** Looks at a folder and all that lead to it from the goal; what is there must be a folder or a link to one. */
async function checkFolders(goal: string, relative: string): Promise<void> {
  let at = goal;
  for (const name of [".", ...relative.split("/")]) {
    at = join(at, name);
    const found = await look(stat, at);
    if (found === undefined) return;
    if (!found.isDirectory()) {
      throw inTheWay("A file is where a folder of the archive belongs.", "file-in-the-way", at);
    }
  }
}

async function look<Stats>(how: (path: string) => Promise<Stats>, path: string): Promise<Stats | undefined> {
  try {
    return await how(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw fsError(error, path);
  }
}

function inTheWay(message: string, reason: string, subject: string): ScanferryError {
  return new ScanferryError("input/invalid", message, {
    hint: "Nothing was unpacked. Choose an empty folder, or move what is in the way.",
    details: { reason },
    subject,
  });
}
