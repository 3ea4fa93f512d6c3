import { readdir, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { fsError, type TransferResult } from "@scanferry/transfer";
import { shareCohort } from "./share-cohort.js";
import type { ShareFile, ShareOptions, ShareParticipant } from "./share-options.js";

/** All files below a folder, under names that begin with the folder's own. */
async function filesBelow(folder: string, name: string): Promise<ShareFile[]> {
  const files: ShareFile[] = [];
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    const below = `${name}/${entry.name}`;
    if (entry.isDirectory()) files.push(...(await filesBelow(path, below)));
    else if ((await stat(path)).isFile()) files.push({ name: below, path });
  }
  return files;
}

/** Makes one thing to share of each path: a file by itself, a folder with all that is in it. */
async function* participantsOf(paths: Iterable<string>): AsyncGenerator<ShareParticipant> {
  for (const path of paths) {
    const label = basename(resolve(path));
    try {
      const files = (await stat(path)).isDirectory()
        ? await filesBelow(path, label)
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
