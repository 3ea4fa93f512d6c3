import type { NextcloudClient } from "../client/nextcloud-client.js";
import { rememberRows } from "../journal/remember-rows.js";
import type { ShareJournal } from "../journal/share-journal.js";
import type { ShareState } from "../journal/share-state.js";
import type { ShareListRow } from "../list/columns.js";
import type { ShareList } from "../list/share-list.js";
import { tokenOf } from "../list/token-of.js";
import { clearPast } from "./clear-remote.js";
import type { ListWriter } from "./list-writer.js";
import { noteListed, rowOf } from "./row-of.js";

/** What brings list and journal together. */
export interface Merge {
  cloud: NextcloudClient;
  list: ShareList;
  journal: ShareJournal;
  writer: ListWriter;
  signal: AbortSignal | undefined;
}

/** Whether a row of the list is an older one of the same participant: its link was ended before the new one was made. */
function isOlderRow(present: ShareListRow, state: ShareState): boolean {
  const token = tokenOf(present.url);
  const known = [...state.endedUrls, ...state.pastLinks.map(({ url }) => url)];
  return token === "" || known.some((url) => tokenOf(url) === token);
}

/**
 * Adds rows whose link exists but which never reached the list (it was open in Excel, or the run was killed), and lets
 * the journal know rows that came from elsewhere. A link that lost its place to a row of another origin is ended.
 */
export async function mergeJournal(merge: Merge): Promise<void> {
  const { list, journal, writer } = merge;
  const missing: ShareState[] = [];
  for (const state of [...journal.states()]) {
    // A run that was killed between noting and blanking.
    if (state.listed || state.step === "cleared") await journal.blank(state.subject);
    if (state.link === undefined || state.listed) continue;
    const present = list.get(state.subject);
    // A row without its password is not the whole of it.
    const isWhole = present?.password !== "" || state.password === undefined;
    if (present?.url === state.link.url && isWhole) await noteListed(journal, state);
    else if (present === undefined || present.url === state.link.url || isOlderRow(present, state)) {
      if (state.password !== undefined) missing.push(state);
    } else await endOrphan(merge, state);
  }
  await rememberRows(journal, list.rows());
  // All at once, and only now: a write that fails must not be left without anybody who waits for it.
  await Promise.all(missing.map((state) => writer.put(rowOf(state), () => noteListed(journal, state))));
}

/** Somebody gave the participant a row with another link: the one that never reached the list would stay for ever. */
async function endOrphan({ cloud, journal, signal }: Merge, state: ShareState): Promise<void> {
  const path = state.remotePath;
  const entry = await cloud.files.stat(path, { signal });
  await clearPast(cloud, state, new Set(), signal);
  if (entry?.etag !== undefined && entry.etag === state.uploaded?.etag)
    await cloud.files.remove(path, { signal, ifMatch: entry.etag });
  await journal.record(state.subject, state.attempt, { step: "cleared" });
  await journal.blank(state.subject);
}
