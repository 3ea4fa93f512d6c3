import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { HashTable } from "@scanferry/transfer";

import type { PlannedImage } from "../planned-image.js";

const sidecarName = /^\.(.+)\.etag$/;

/** The folder of an image's session, in each layout. */
function sessionFolder(type: "bids" | "minc", { candidate, visit }: PlannedImage): string | undefined {
  // What is no plain name is refused by the engine later; here it must only not lead anywhere else.
  if ([candidate, visit].some((name) => name === "" || /^\.{1,2}$|[/\\\0]/.test(name))) return undefined;
  return type === "bids" ? `sub-${candidate}/ses-${visit}` : `${candidate}/${visit}`;
}

/**
 * Finds the sidecars in the folders of the selected sessions, and nowhere else: the output folder may be somebody's home.
 * Given are the paths of the files that they belong to, below `root`.
 */
export async function* findSidecars(
  root: string,
  type: "bids" | "minc",
  images: AsyncIterable<PlannedImage>,
): AsyncGenerator<string, void, undefined> {
  const visited = new HashTable();
  for await (const image of images) {
    const folder = sessionFolder(type, image);
    if (folder === undefined || visited.get(folder) !== undefined) continue;
    visited.set(folder, 1);
    yield* sidecarsIn(root, folder, 1);
  }
}

async function* sidecarsIn(
  root: string,
  folder: string,
  deeper: number,
): AsyncGenerator<string, void, undefined> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory() && deeper > 0) yield* sidecarsIn(root, path, deeper - 1);
    const name = entry.isFile() ? sidecarName.exec(entry.name)?.[1] : undefined;
    if (name !== undefined) yield `${folder}/${name}`;
  }
}
