import { readdirSync } from "node:fs";
import type { Dirent } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import { fsError, throwIfAborted } from "@scanferry/transfer";
import type { ScanferryError } from "@scanferry/transfer";

/** What a walk comes across: a file, something that is neither a file nor a folder, or a folder that cannot be listed. */
export interface WalkedEntry {
  /** Relative to the root, with slashes. */
  readonly path: string;
  readonly kind: "file" | "link" | "other" | "closed";
  /** Why a folder cannot be listed. */
  readonly error?: ScanferryError;
}

/**
 * Walks a tree folder by folder, depth first, files before subfolders, each sorted by code unit. It holds the names of one folder and of the
 * folders still to come. Links are told and not followed: a loop, or another study, may be behind them.
 *
 * @throws {@link ScanferryError} when the root itself cannot be listed
 */
export async function* walkFiles(
  root: string,
  signal: AbortSignal | undefined,
  enter: (folder: string) => boolean = () => true,
): AsyncGenerator<WalkedEntry, void, undefined> {
  const pending = [""];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    throwIfAborted(signal);
    const folders: string[] = [];
    try {
      // One synchronous call is several times as fast as any other way (docs/develop/decisions/0301-walk-synchronously.md).
      const entries = readdirSync(folder === "" ? root : `${root}/${folder}`, { withFileTypes: true });
      for (const entry of entries.sort(byName)) {
        const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory()) {
          if (enter(path)) folders.push(path);
        } else yield { path, kind: entry.isFile() ? "file" : entry.isSymbolicLink() ? "link" : "other" };
      }
    } catch (error) {
      if (folder === "") throw fsError(error, root);
      yield { path: folder, kind: "closed", error: fsError(error, folder) };
    }
    pending.push(...folders.reverse());
    await nextTurn();
  }
}

function byName(one: Dirent, other: Dirent): number {
  return one.name < other.name ? -1 : 1;
}
