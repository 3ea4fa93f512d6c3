import { setImmediate as nextTurn } from "node:timers/promises";
import { listFolder } from "./list-folder.js";
import type { FolderEntry, ListFolder } from "./list-folder.js";
import { localError } from "../errors/local-error.js";
import { throwIfAborted } from "../errors/throw-if-aborted.js";
import { resolveLink } from "./resolve-link.js";

/** A folder with more files comes in several listings, so that nobody holds up the event loop for long. */
const sliceLength = 4096;

/** The files of one folder. */
export interface FolderListing {
  /** Relative to the root, with slashes; empty for the root itself. */
  readonly path: string;
  /** The names of its files, sorted by code unit. */
  readonly files: readonly string[];
}

/** How a tree is walked. */
export interface WalkOptions {
  /** The folder below the root to begin with. @default "" (the root) */
  readonly from?: string;
  /** Whether to go into a folder. @default every folder is entered */
  readonly enter?: (path: string, name: string) => boolean;
  /** Whether a folder counts as one file, as a CTF recording `…_meg.ds` does. @default none does */
  readonly opaque?: (name: string) => boolean;
  readonly onLoop?: (path: string) => void;
  readonly list?: ListFolder;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Walks a tree folder by folder, depth first, files before subfolders, in a fixed order.
 * It holds one listing and the names of the folders still to come, never a list of files. Links are followed, loops are not.
 *
 * @throws {@link ScanferryError} local/denied for a folder that may not be read
 */
export async function* walkFolders(root: string, options: WalkOptions = {}): AsyncGenerator<FolderListing> {
  const list = options.list ?? listFolder;
  const pending = [options.from ?? ""];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    throwIfAborted(options.signal);
    const { files, folders } = sortEntries(root, path, readEntries(list, root, path), options);
    for (let i = folders.length - 1; i >= 0; i -= 1) pending.push(folders[i] ?? "");
    for (let i = 0; i === 0 || i < files.length; i += sliceLength) {
      yield { path, files: files.slice(i, i + sliceLength) };
      // Everything else here is synchronous, so an upload running beside the walk gets its turn now.
      await nextTurn();
    }
  }
}

function readEntries(list: ListFolder, root: string, path: string): readonly FolderEntry[] {
  try {
    return list(path === "" ? root : `${root}/${path}`);
  } catch (error) {
    // A folder that vanished between its parent's listing and now is a folder without files.
    if (path !== "" && (error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw localError(error, path === "" ? "." : path);
  }
}

function sortEntries(root: string, path: string, entries: readonly FolderEntry[], options: WalkOptions) {
  const files: string[] = [];
  const folders: string[] = [];
  for (const entry of entries) {
    const { name } = entry;
    const child = path === "" ? name : `${path}/${name}`;
    const kind = kindOf(entry, root, child);
    if (kind === "loop") options.onLoop?.(child);
    else if (kind === "file") files.push(name);
    else if (kind === "folder" && options.opaque?.(name) === true) files.push(name);
    else if (kind === "folder" && options.enter?.(child, name) !== false) folders.push(child);
  }
  return { files: files.sort(), folders: folders.sort() };
}

/** Pipes, sockets and devices are no files: opening one could wait for ever. */
function kindOf(entry: FolderEntry, root: string, child: string): "file" | "folder" | "loop" | "other" {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  return entry.isSymbolicLink() ? resolveLink(root, child) : "other";
}
