import { HashTable, type Spool } from "@scanferry/transfer";

import type { LorisContext } from "../../context.js";
import { checkBidsName, checkOwner } from "../check-owner.js";
import { failedItem } from "../failed-item.js";
import { oddItem } from "../odd-image.js";
import type { PlannedItem, PullRun, SelectedImages } from "../planner.js";
import { ServerCopies } from "../tables/server-copies.js";
import { nameOf, sessionFolders, targetOf } from "../target-of.js";
import { sessionKey, type SessionTables } from "./bids-listing.js";
import { imageItems } from "./image-items.js";
import { comparedItem, copiedItem, studyItem } from "./study-items.js";
import { subsetTables } from "./subset-tables.js";

/** What the list of the BIDS endpoint holds besides its images. */
export interface BidsExtras {
  studyLinks: readonly string[];
  sessions: Spool<SessionTables>;
}

/**
 * Plans a study out of the BIDS endpoint: its own files, the images with what belongs to them, the scans files once per session that
 * has a selected image; with a filter, then the tables that follow what stands on disk.
 */
export async function* planBids(
  ctx: LorisContext,
  selected: SelectedImages,
  run: PullRun,
  { studyLinks, sessions }: BidsExtras,
): AsyncGenerator<PlannedItem, void, undefined> {
  const copies = new ServerCopies();
  const tables = selected.filtered ? copies : undefined;
  for (const link of studyLinks) yield studyItem(ctx, link, run, tables);
  const wanted = new HashTable();
  for await (const image of selected.images()) {
    if (image.odd !== undefined) {
      yield oddItem(image);
      continue;
    }
    wanted.set(sessionKey(image), 1);
    yield* imageItems(ctx, image, run);
  }
  const planned = new HashTable();
  for await (const session of sessions.read()) {
    const key = sessionKey(session);
    if (wanted.get(key) === undefined || planned.get(key) !== undefined) continue;
    planned.set(key, 1);
    yield* sessionItems(ctx, session, run, tables);
  }
  yield { barrier: true };
  if (selected.filtered) yield* subsetTables(ctx, run, { studyLinks, sessions }, { planned, copies });
  else if (run.options.check !== true && run.options.dryRun !== true) await ServerCopies.remove(run.root);
}

function* sessionItems(
  ctx: LorisContext,
  session: SessionTables,
  run: PullRun,
  copies: ServerCopies | undefined,
): Generator<PlannedItem, void, undefined> {
  const { candidate, visit, tsvLink, jsonLink } = session;
  for (const link of [tsvLink, jsonLink]) {
    if (link === undefined) continue;
    try {
      checkOwner(link, session);
      checkBidsName(nameOf(link), session);
      const target = targetOf(...sessionFolders(candidate, visit), nameOf(link));
      yield copies !== undefined && link === tsvLink
        ? copiedItem(ctx, link, target, run, copies)
        : comparedItem(ctx, link, target, run);
    } catch (error) {
      yield failedItem(link, error);
    }
  }
}
