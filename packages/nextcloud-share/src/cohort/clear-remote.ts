import { isScanferryError } from "@scanferry/transfer";
import type { NextcloudClient } from "../client/nextcloud-client.js";
import { openAttempt, type PastLink, type ShareState } from "../journal/share-state.js";
import { shareId, type Share } from "../shares/share.js";
import { isPastLink, type Place } from "./inspect-place.js";

/** What was cleared. */
export interface Cleared {
  /** Links that were ended. */
  links: number;
  /** Whether a file was moved to the trash bin. */
  fileRemoved: boolean;
}

/** A link of an earlier attempt, wherever its file was moved to; undefined when the id now belongs to another link. */
async function findPastLink(
  cloud: NextcloudClient,
  past: PastLink,
  signal: AbortSignal | undefined,
): Promise<Share | undefined> {
  if (past.shareId === undefined) return undefined;
  try {
    const share = await cloud.shares.get(shareId(past.shareId), { signal });
    return isPastLink(share, past) ? share : undefined;
  } catch (error) {
    if (isScanferryError(error, "remote/not-found")) return undefined;
    throw error;
  }
}

/** Ends the links to a place first (overwriting a file keeps them alive, with the new content), then removes its file. */
export async function clearPlace(
  cloud: NextcloudClient,
  place: Place,
  signal?: AbortSignal,
): Promise<Cleared & { ended: Set<string> }> {
  const ended = new Set<string>();
  let links = 0;
  for (const share of place.links) {
    if ((await cloud.shares.revoke(share, { keepFile: true, signal })).linkRemoved) links += 1;
    ended.add(share.id);
  }
  if (place.kind === "free") return { links, fileRemoved: false, ended };
  const { path, etag } = place.entry;
  // Only the version that was judged: something else may have come in the meantime.
  const fileRemoved = await cloud.files.remove(path, {
    signal,
    ...(etag === undefined ? {} : { ifMatch: etag }),
  });
  return { links, fileRemoved, ended };
}

/** Ends what earlier attempts left elsewhere: chunks of an upload that was cut, and links whose file was moved. */
export async function clearPast(
  cloud: NextcloudClient,
  state: ShareState,
  ended: ReadonlySet<string>,
  signal?: AbortSignal,
): Promise<void> {
  for (const cut of [openAttempt(state), ...state.doubtful]) {
    if (cut === undefined) continue;
    await cloud.abandonUpload({ path: cut.remotePath, contentId: cut.sealed.contentId }, { signal });
  }
  for (const past of state.pastLinks) {
    if (past.shareId === undefined || ended.has(past.shareId)) continue;
    const share = await findPastLink(cloud, past, signal);
    if (share !== undefined) await cloud.shares.revoke(share, { keepFile: true, signal });
  }
}
