import type { FileItem } from "@scanferry/transfer";

import { openFile } from "../../http/open-file.js";
import type { LorisContext } from "../../context.js";
import { failedItem } from "../failed-item.js";
import type { PlannedItem, PullRun } from "../planner.js";
import { serverCopyOf, type ServerCopies } from "../tables/server-copies.js";
import { nameOf, targetOf } from "../target-of.js";

/** A file whose ETag says nothing: it is fetched each time and compared with what is here. People write in such files, or have own ones. */
export function comparedItem(
  ctx: LorisContext,
  link: string,
  target: string,
  run: PullRun,
  { internal = false }: { internal?: boolean } = {},
): FileItem {
  const item: FileItem = {
    id: link,
    target,
    // At the time of asking: a link that leads elsewhere fails alone.
    open: async (request) => openFile(ctx, link, { conditional: false })(request),
    ...(internal ? { internal } : { keepOther: true }),
  };
  return run.sidecars.attach(item, { meaningful: false });
}

/** The server's own copy of a table of which a part of the rows is wanted. */
export function copiedItem(
  ctx: LorisContext,
  link: string,
  target: string,
  run: PullRun,
  copies: ServerCopies,
): FileItem {
  return copies.noting(comparedItem(ctx, link, serverCopyOf(target), run, { internal: true }));
}

/** The files of the whole study, at the root: README, dataset_description.json, the participants' table … */
export function studyItem(
  ctx: LorisContext,
  link: string,
  run: PullRun,
  copies: ServerCopies | undefined,
): PlannedItem {
  try {
    const target = targetOf(nameOf(link));
    return copies !== undefined && target === participantsTable
      ? copiedItem(ctx, link, target, run, copies)
      : comparedItem(ctx, link, target, run);
  } catch (error) {
    return failedItem(link, error);
  }
}

/** The table that lists the participants. */
export const participantsTable = "participants.tsv";
