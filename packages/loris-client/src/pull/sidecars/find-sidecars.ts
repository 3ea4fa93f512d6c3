import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { HashTable, throwIfAborted } from "@scanferry/transfer";

import type { PlannedImage } from "../planned-image.js";
import { bidsLabel } from "../stock/stock-name.js";

const sidecarName = /^\.(.+)\.etag$/;
/** So many folders are read at once: one after the other takes minutes for the sessions of a large study on a network disk. */
const foldersAtOnce = 32;

/** Where sidecars are looked for. */
export interface SidecarSearch {
  /** Output folder, absolute. */
  root: string;
  type: "bids" | "minc";
  /** Reads the selected images. */
  images(): AsyncIterable<PlannedImage>;
  signal?: AbortSignal | undefined;
}

/** The folders that an image's session may have: the server's own names, or BIDS labels made of them. */
function sessionFolders(type: "bids" | "minc", { candidate, visit }: PlannedImage): readonly string[] {
  // What is no plain name is refused by the engine later; here it must only not lead anywhere else.
  const isPlain = [candidate, visit].every((name) => name !== "" && !/^\.{1,2}$|[/\\\0]/.test(name));
  if (type === "minc") return isPlain ? [`${candidate}/${visit}`] : [];
  const folders = [`sub-${bidsLabel(candidate)}/ses-${bidsLabel(visit)}`];
  if (isPlain) folders.push(`sub-${candidate}/ses-${visit}`);
  return folders;
}

/**
 * Finds the sidecars in the folders of the selected sessions, and nowhere else: the output folder may be somebody's home.
 * Given are the paths of the files that they belong to, below `root`.
 *
 * @throws {@link ScanferryError} `aborted`
 */
export async function* findSidecars(search: SidecarSearch): AsyncGenerator<string, void, undefined> {
  let folders: string[] = [];
  for await (const folder of foldersOf(search)) {
    folders.push(folder);
    if (folders.length < foldersAtOnce) continue;
    yield* sidecarsIn(folders, search);
    folders = [];
  }
  yield* sidecarsIn(folders, search);
}

async function* foldersOf(search: SidecarSearch): AsyncGenerator<string, void, undefined> {
  const visited = new HashTable();
  for await (const image of search.images()) {
    for (const folder of sessionFolders(search.type, image)) {
      if (visited.get(folder) !== undefined) continue;
      visited.set(folder, 1);
      yield folder;
    }
  }
}

async function* sidecarsIn(
  folders: readonly string[],
  { root, signal }: SidecarSearch,
): AsyncGenerator<string, void, undefined> {
  throwIfAborted(signal);
  const found = await Promise.all(folders.map((folder) => sidecarsBelow(root, folder, 1)));
  yield* found.flat();
}

async function sidecarsBelow(root: string, folder: string, deeper: number): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  const found: string[] = [];
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory() && deeper > 0) found.push(...(await sidecarsBelow(root, path, deeper - 1)));
    const name = entry.isFile() ? sidecarName.exec(entry.name)?.[1] : undefined;
    if (name !== undefined) found.push(`${folder}/${name}`);
  }
  return found;
}
