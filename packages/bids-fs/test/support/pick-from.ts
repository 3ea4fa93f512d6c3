import { openDataset } from "../../src/index.js";
import type { Pick, PickOptions } from "../../src/index.js";
import { gather } from "./gather.js";
import { makeTree } from "./make-tree.js";
import type { TreeEntry } from "./make-tree.js";

/** Makes a tree, opens it and picks. */
export async function pickFrom(
  tree: Readonly<Record<string, TreeEntry>>,
  options: PickOptions = {},
): Promise<Pick[]> {
  return gather((await openDataset(await makeTree(tree))).pick(options));
}

/** What was chosen of whom, by names; the reason where nothing was. */
export function inShort(picks: readonly Pick[]): Record<string, readonly string[] | string> {
  return Object.fromEntries(
    picks.map(({ label, files, problem }) => [
      label,
      problem === undefined ? files.map((file) => file.name) : problem.reason,
    ]),
  );
}

/** Files below one participant's `anat` folder, all with the same content. */
export function anat(content: TreeEntry, ...names: readonly string[]): Record<string, TreeEntry> {
  return Object.fromEntries(names.map((name) => [`sub-01/anat/sub-01_${name}`, content]));
}
