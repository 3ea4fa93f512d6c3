import { HashTable } from "@scanferry/transfer";

import type { LorisContext } from "../../context.js";
import type { PlannedItem, PullRun } from "../planner.js";
import { participantOnDisk, scanOnDisk, sessionOnDisk } from "../tables/rows-on-disk.js";
import type { ServerCopies } from "../tables/server-copies.js";
import { subsetItem, warnOnce } from "../tables/subset-item.js";
import { nameOf, sessionFolders } from "../target-of.js";
import type { BidsExtras } from "./plan-bids.js";
import { participantsTable } from "./study-items.js";
import { sessionKey, type SessionTables } from "./bids-listing.js";

/** The tables of a part of the study, for the sessions that were planned: their rows follow what stands on disk. */
export async function* subsetTables(
  ctx: LorisContext,
  run: PullRun,
  { studyLinks, sessions }: BidsExtras,
  { planned, copies }: { planned: HashTable; copies: ServerCopies },
): AsyncGenerator<PlannedItem, void, undefined> {
  const { root, options } = run;
  const tables = { root, options, copies, warn: warnOnce(run) };
  const link = studyLinks.find((one) => nameOf(one) === participantsTable);
  if (link !== undefined) {
    const keep = (value: string): Promise<boolean> => participantOnDisk(root, value);
    const item = subsetItem(ctx, { link, target: participantsTable, column: "participant_id", keep }, tables);
    if (item !== undefined) yield item;
  }
  const done = new HashTable();
  for await (const session of sessions.read()) {
    const key = sessionKey(session);
    if (planned.get(key) === undefined || done.get(key) !== undefined) continue;
    done.set(key, 1);
    const item = subsetItem(ctx, scansOf(session, root), tables);
    if (item !== undefined) yield item;
  }
}

function scansOf({ candidate, visit, tsvLink: link }: SessionTables, root: string) {
  const folder = sessionFolders(candidate, visit).join("/");
  return {
    link,
    target: `${folder}/${nameOf(link)}`,
    column: "filename",
    keep: (value: string): Promise<boolean> => scanOnDisk(root, folder, value),
    mustName: (): Promise<boolean> => sessionOnDisk(root, folder),
  };
}
