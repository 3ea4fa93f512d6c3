import { ScanferryError } from "@scanferry/transfer";
import { localError } from "../errors/local-error.js";
import { listFolder } from "../walk/list-folder.js";
import { resolveLink } from "../walk/resolve-link.js";
import { isDatatype, isParticipantFolder } from "./place.js";
import type { Layout } from "./place.js";

/** Decides how a root is laid out; see `openDataset` for the rule. */
export function detectLayout(root: string): Layout {
  const names = foldersOf(root);
  if (names.some((name) => isParticipantFolder(name, "bids"))) return "bids";
  const isPlain = (name: string) => isParticipantFolder(name, "plain") && holdsDatatype(`${root}/${name}`);
  if (names.some(isPlain)) return "plain";
  const hint = hintFor(root, names);
  if (hint === undefined) return "bids";
  throw new ScanferryError("input/invalid", "This folder holds no participants' folders.", {
    hint,
    subject: root,
  });
}

/** The names of the folders in a folder, links to folders included, sorted. */
export function foldersOf(path: string): string[] {
  try {
    return listFolder(path)
      .filter(
        (entry) =>
          entry.isDirectory() || (entry.isSymbolicLink() && resolveLink(path, entry.name) === "folder"),
      )
      .map((entry) => entry.name)
      .sort();
  } catch (error) {
    throw localError(error, path);
  }
}

/** Whether a folder holds `anat`, `func` … directly or in one of its `ses-…` folders; unreadable ones count as holding none. */
export function holdsDatatype(path: string): boolean {
  try {
    const names = foldersOf(path);
    if (names.some(isDatatype)) return true;
    return names.some((name) => name.startsWith("ses-") && foldersOf(`${path}/${name}`).some(isDatatype));
  } catch {
    return false;
  }
}

/** What to do about a folder without participants; a root that describes itself as a dataset is an empty one, and no error. */
function hintFor(root: string, folders: readonly string[]): string | undefined {
  if (listFolder(root).some((entry) => entry.name === "dataset_description.json")) return undefined;
  if (folders.some(isDatatype) || folders.some((name) => /^ses-./.test(name))) {
    return "This looks like the folder of one participant; give the folder above it.";
  }
  const inner = folders.filter((name) => !name.startsWith(".")).slice(0, 50);
  const below = inner.find((name) => hasParticipants(`${root}/${name}`));
  if (below !== undefined) return `Its folder "${below}" holds participants; give that one.`;
  return "Expected are folders sub-01, sub-02 … (BIDS), or one folder per participant with an anat folder in it.";
}

function hasParticipants(path: string): boolean {
  try {
    return foldersOf(path).some(
      (name) => isParticipantFolder(name, "bids") || holdsDatatype(`${path}/${name}`),
    );
  } catch {
    return false;
  }
}
