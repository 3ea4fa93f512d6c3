import { readdir, realpath, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { ScanferryError, fsError, type TransferResult } from "@scanferry/transfer";
import { shareCohort } from "./share-cohort.js";
import type { ShareFile, ShareOptions, ShareParticipant } from "./share-options.js";

/** A folder on the way down, with those above it. */
interface Folder {
  path: string;
  /** Its name in the zip. */
  name: string;
  /** Real paths of itself and the folders above it: a link to one of them would go round for ever. */
  above: ReadonlySet<string>;
}

/** All files below a folder, under names that begin with the folder's own; symbolic links are followed. */
async function filesBelow(folder: Folder): Promise<ShareFile[]> {
  const files: ShareFile[] = [];
  for (const entry of (await readdir(folder.path)).sort()) {
    const path = join(folder.path, entry);
    const name = `${folder.name}/${entry}`;
    const found = await stat(path);
    if (found.isFile()) files.push({ name, path });
    if (!found.isDirectory()) continue;
    const real = await realpath(path);
    if (folder.above.has(real)) throw loop(path);
    files.push(...(await filesBelow({ path, name, above: new Set([...folder.above, real]) })));
  }
  return files;
}

function loop(path: string): ScanferryError {
  return new ScanferryError("input/invalid", "A symbolic link leads back to a folder above it.", {
    hint: "Remove the link, or share the files one by one.",
    subject: path,
  });
}

/** Makes one thing to share of each path: a file by itself, a folder with all that is in it. */
async function* participantsOf(paths: Iterable<string>): AsyncGenerator<ShareParticipant> {
  for (const path of paths) {
    const label = basename(resolve(path));
    try {
      const files = (await stat(path)).isDirectory()
        ? await filesBelow({ path, name: label, above: new Set([await realpath(path)]) })
        : [{ name: label, path }];
      yield { label, files };
    } catch (error) {
      const { code, message, hint } = fsError(error, path);
      yield { label, files: [], problem: { code, message, hint } };
    }
  }
}

/**
 * Shares files and folders, each in an encrypted zip of its own named after it, with all that {@link shareCohort} does.
 * `subject` in the list is the name of the file or folder.
 *
 * @throws {@link ScanferryError} as {@link shareCohort}
 * @example
 * ```ts
 * await collect(shareFiles(["letter.pdf", "scans/"], { cloud, expiresInDays: 7 }));
 * ```
 */
export function shareFiles(paths: Iterable<string>, options: ShareOptions): AsyncGenerator<TransferResult> {
  return shareCohort(participantsOf(paths), options);
}
