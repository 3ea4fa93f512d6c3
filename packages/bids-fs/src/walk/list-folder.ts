import { readdirSync } from "node:fs";

/** What the walk needs to know of one entry of a folder; `fs.Dirent` has this form. */
export interface FolderEntry {
  readonly name: string;
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

/** Lists one folder; handed in, so that a test can walk a million files that do not exist. */
export type ListFolder = (absolutePath: string) => readonly FolderEntry[];

/**
 * Lists a folder in one synchronous call: measured 4 to 6 times as fast as the promise form on Node 20 and 12 times as fast as
 * `opendir`. The walk gives the event loop a turn between two folders (docs/develop/decisions/0301-walk-synchronously.md).
 */
export const listFolder: ListFolder = (absolutePath) => readdirSync(absolutePath, { withFileTypes: true });
