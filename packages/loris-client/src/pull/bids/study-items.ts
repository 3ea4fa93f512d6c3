import type { FileItem } from "@scanferry/transfer";

import { openFile } from "../../http/open-file.js";
import type { LorisContext } from "../../context.js";
import type { PlannedItem, PullRun } from "../planner.js";
import { serverCopyOf } from "../tables/subset-item.js";
import { failedItem } from "../failed-item.js";
import { nameOf, targetOf } from "../target-of.js";

/** A file whose ETag says nothing: it is fetched each time and compared with what is here. */
export function comparedItem(
  ctx: LorisContext,
  link: string,
  target: string,
  run: PullRun,
  { serverCopy = false }: { serverCopy?: boolean } = {},
): FileItem {
  const item: FileItem = {
    id: link,
    target: serverCopy ? serverCopyOf(target) : target,
    // At the time of asking: a link that leads elsewhere fails alone.
    open: async (request) => openFile(ctx, link, { conditional: false })(request),
    ...(serverCopy ? { internal: true } : {}),
  };
  return run.sidecars.attach(item, { meaningful: false });
}

/** The files of the whole study, at the root: README, dataset_description.json, the participants' table … */
export function studyItem(ctx: LorisContext, link: string, run: PullRun, filtered: boolean): PlannedItem {
  try {
    const target = targetOf(nameOf(link));
    const serverCopy = filtered && target === participantsTable;
    return comparedItem(ctx, link, target, run, { serverCopy });
  } catch (error) {
    return failedItem(link, error);
  }
}

/** The table that lists the participants. */
export const participantsTable = "participants.tsv";
