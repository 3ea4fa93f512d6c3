import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { FileItem } from "@scanferry/transfer";

import { madeItem } from "../made-item.js";
import type { PullRun } from "../planner.js";
import { datatypeNames } from "./datatypes.js";
import { isOwnTable } from "./own-table.js";

const header = "filename\n";

/** The images of a session that stand on disk, relative to its folder, in order. */
async function scansOnDisk(folder: string): Promise<string[]> {
  const scans: string[] = [];
  for (const datatype of datatypeNames) {
    const names = await readdir(join(folder, datatype)).catch(() => []);
    for (const name of names) if (/^sub-.*\.nii(\.gz)?$/.test(name)) scans.push(`${datatype}/${name}`);
  }
  return scans.sort();
}

/**
 * The scans table of a session, made from what stands on disk; nothing where that is nothing, or where somebody gave the
 * table more columns. Times are left out: LORIS gives the date of
 * the visit alone, and BIDS advises against true dates.
 */
export async function scansTable(sessionFolder: string, run: PullRun): Promise<FileItem | undefined> {
  const folder = join(run.root, sessionFolder);
  const isReading = run.options.check === true || run.options.dryRun === true;
  if (!isReading && (await scansOnDisk(folder)).length === 0) return undefined;
  const target = `${sessionFolder}/${sessionFolder.replace("/", "_")}_scans.tsv`;
  if (!(await isOwnTable(join(run.root, target), header))) return undefined;
  return madeItem(`scanferry:${target}`, target, async () => {
    const scans = await scansOnDisk(folder);
    return [header, ...scans.map((scan) => `${scan}\n`)];
  });
}
