import { join } from "node:path";

import { openFile } from "../../http/open-file.js";
import type { LorisContext } from "../../context.js";
import { checkBidsName, checkOwner } from "../check-owner.js";
import { failedItem } from "../failed-item.js";
import { imageItem } from "../image-item.js";
import { isFile } from "../is-file.js";
import type { PlannedImage } from "../planned-image.js";
import type { PlannedItem, PullRun } from "../planner.js";
import { nameOf, sessionFolders, targetOf } from "../target-of.js";
import { bidsEventsName } from "./events-name.js";

/** The files of one image: NIfTI, JSON, b-values, b-vectors and events. */
export async function* imageItems(
  ctx: LorisContext,
  image: PlannedImage,
  run: PullRun,
): AsyncGenerator<PlannedItem, void, undefined> {
  const { candidate, visit, subfolder, link, jsonLink, bvalLink, bvecLink, eventLink } = image;
  const folders = [
    ...sessionFolders(candidate, visit),
    ...(subfolder === undefined || subfolder === "" ? [] : [subfolder]),
  ];
  for (const fileLink of [link, jsonLink, bvalLink, bvecLink, eventLink]) {
    if (fileLink === undefined) continue;
    try {
      checkOwner(fileLink, image);
      const name = nameOf(fileLink);
      checkBidsName(name, image);
      yield imageItem(run, {
        id: fileLink,
        target: fileLink === eventLink ? await eventsTarget(folders, name, run) : targetOf(...folders, name),
        // At the time of asking: a link that leads elsewhere fails alone.
        open: async (request) => openFile(ctx, fileLink)(request),
      });
    } catch (error) {
      yield failedItem(fileLink, error);
    }
  }
}

/** Events get their BIDS name, unless the folder already has them under the server's: then they are continued there. */
async function eventsTarget(folders: readonly string[], name: string, run: PullRun): Promise<string> {
  const kept = targetOf(...folders, name);
  const named = targetOf(...folders, bidsEventsName(name));
  if (run.options.eventNames === "keep" || kept === named) return kept;
  const isThere = (target: string): Promise<boolean> => isFile(join(run.root, target));
  return !(await isThere(named)) && (await isThere(kept)) ? kept : named;
}
