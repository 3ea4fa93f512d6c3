import { ScanferryError, isScanferryError, type FileItem } from "@scanferry/transfer";

import { openFile } from "../../http/open-file.js";
import type { LorisContext } from "../../context.js";
import type { PlannedItem, PullRun } from "../planner.js";
import { serverCopyOf } from "../tables/subset-item.js";
import { failedItem } from "./failed-item.js";
import { nameOf, targetOf } from "./bids-target.js";

/**
 * PREVENT-AD answers 500 without a word for a study file that it lists and does not have (wire/loris.md §3): asking five times would
 * only take time.
 */
function missing(error: unknown): unknown {
  if (!isScanferryError(error, "remote/failed") || error.details?.["status"] !== 500) return error;
  const { message, hint, details, subject } = error;
  return new ScanferryError("remote/failed", message, {
    retryable: false,
    hint: `${hint ?? ""} PREVENT-AD answers so for a file that it lists and does not have.`.trim(),
    cause: error,
    details,
    ...(subject === undefined ? {} : { subject }),
  });
}

/** A file whose ETag says nothing: it is fetched each time and compared with what is here. */
export function comparedItem(
  ctx: LorisContext,
  link: string,
  target: string,
  run: PullRun,
  { serverCopy = false, patient = true }: { serverCopy?: boolean; patient?: boolean } = {},
): FileItem {
  const item: FileItem = {
    id: link,
    target: serverCopy ? serverCopyOf(target) : target,
    open: async (request) => {
      try {
        return await openFile(ctx, link, { conditional: false })(request);
      } catch (error) {
        throw patient ? error : missing(error);
      }
    },
    ...(serverCopy ? { internal: true } : {}),
  };
  return run.sidecars.attach(item, { meaningful: false });
}

/** The files of the whole study, at the root: README, dataset_description.json, the participants' table … */
export function studyItem(ctx: LorisContext, link: string, run: PullRun, filtered: boolean): PlannedItem {
  try {
    const target = targetOf(nameOf(link));
    const serverCopy = filtered && target === participantsTable;
    return comparedItem(ctx, link, target, run, { serverCopy, patient: false });
  } catch (error) {
    return failedItem(link, error);
  }
}

/** The table that lists the participants. */
export const participantsTable = "participants.tsv";
