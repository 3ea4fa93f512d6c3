import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { isFile } from "../is-file.js";

const plainName = /^(?!\.{1,2}$)[^/\\\0]+$/;

/** Whether a folder of a participant holds an image or another file of one: something deeper than the tables of the sessions. */
async function holdsData(folder: string, depth: number): Promise<boolean> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (entry.isDirectory() && depth < 3 && (await holdsData(join(folder, entry.name), depth + 1)))
      return true;
    if (entry.isFile() && !/^\.|_scans\.(tsv|json)$|\.part(\.json)?$/.test(entry.name)) return true;
  }
  return false;
}

/** Whether data of a participant stand on disk; `participant` is a value of `participant_id`. */
export async function participantOnDisk(root: string, participant: string): Promise<boolean> {
  const name = participant.startsWith("sub-") ? participant : `sub-${participant}`;
  return plainName.test(name) && (await holdsData(join(root, name), 0));
}

/** Whether any image of a session stands on disk, or what belongs to one. */
export function sessionOnDisk(root: string, folder: string): Promise<boolean> {
  return holdsData(join(root, folder), 1);
}

/** A path of more names than this is none of a dataset. */
const namesLimit = 16;

/**
 * Whether a file of a scans table stands on disk. BIDS writes `filename` relative to the table's folder; servers also write
 * it from the subject's folder or from the dataset's, so that any path will do that ends as the path of a file of this session.
 */
export async function scanOnDisk(root: string, folder: string, filename: string): Promise<boolean> {
  const names = filename.split("/").filter((name) => name !== "" && name !== ".");
  if (names.length > namesLimit || !names.every((name) => plainName.test(name))) return false;
  for (let from = 0; from < names.length; from++) {
    if (await isFile(join(root, folder, ...names.slice(from)))) return true;
  }
  return false;
}
