import { HashTable } from "@scanferry/transfer";

import type { LorisContext } from "../../context.js";
import type { PlannedItem, PullRun, SelectedImages } from "../planner.js";
import type { Spool } from "../selection/spool.js";
import { participantOnDisk, scanOnDisk } from "../tables/rows-on-disk.js";
import { subsetItem } from "../tables/subset-item.js";
import type { SessionTables } from "./bids-listing.js";
import { nameOf, sessionFolders, targetOf } from "../target-of.js";
import { failedItem } from "../failed-item.js";
import { imageItems } from "./image-items.js";
import { comparedItem, participantsTable, studyItem } from "./study-items.js";

/** What the list of the BIDS endpoint holds besides its images. */
export interface BidsExtras {
  studyLinks: readonly string[];
  sessions: Spool<SessionTables>;
}

const sessionKey = ({ candidate, visit }: { candidate: string; visit: string }): string =>
  `${candidate}\0${visit}`;

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
  for (const link of studyLinks) yield studyItem(ctx, link, run, selected.filtered);
  const wanted = new HashTable();
  for await (const image of selected.images()) {
    wanted.set(sessionKey(image), 1);
    yield* imageItems(ctx, image, run);
  }
  const planned = new HashTable();
  for await (const session of sessions.read()) {
    const key = sessionKey(session);
    if (wanted.get(key) === undefined || planned.get(key) !== undefined) continue;
    planned.set(key, 1);
    yield* sessionItems(ctx, session, run, selected.filtered);
  }
  if (!selected.filtered) return;
  yield { barrier: true };
  yield* subsetTables(ctx, run, { studyLinks, sessions }, planned);
}

function* sessionItems(
  ctx: LorisContext,
  { candidate, visit, tsvLink, jsonLink }: SessionTables,
  run: PullRun,
  filtered: boolean,
): Generator<PlannedItem, void, undefined> {
  for (const link of [tsvLink, jsonLink]) {
    if (link === undefined) continue;
    try {
      const target = targetOf(...sessionFolders(candidate, visit), nameOf(link));
      yield comparedItem(ctx, link, target, run, { serverCopy: filtered && link === tsvLink });
    } catch (error) {
      yield failedItem(link, error);
    }
  }
}

async function* subsetTables(
  ctx: LorisContext,
  run: PullRun,
  { studyLinks, sessions }: BidsExtras,
  planned: HashTable,
): AsyncGenerator<PlannedItem, void, undefined> {
  const { root } = run;
  const participants = studyLinks.find((link) => nameOf(link) === participantsTable);
  if (participants !== undefined) {
    const keep = (value: string): Promise<boolean> => participantOnDisk(root, value);
    const item = await subsetItem(
      ctx,
      { link: participants, target: participantsTable, column: "participant_id", keep },
      run,
    );
    if (item !== undefined) yield item;
  }
  const done = new HashTable();
  for await (const { candidate, visit, tsvLink } of sessions.read()) {
    const key = sessionKey({ candidate, visit });
    if (planned.get(key) === undefined || done.get(key) !== undefined) continue;
    done.set(key, 1);
    const folder = sessionFolders(candidate, visit).join("/");
    const keep = (value: string): Promise<boolean> => scanOnDisk(root, folder, value);
    const table = { link: tsvLink, target: `${folder}/${nameOf(tsvLink)}`, column: "filename", keep };
    const item = await subsetItem(ctx, table, run);
    if (item !== undefined) yield item;
  }
}
