import { isScanferryError } from "@scanferry/transfer";
import type { NextcloudClient } from "../client/nextcloud-client.js";
import type { ShareState } from "../journal/share-state.js";
import { parsePublicLink } from "../shares/public-link.js";
import { shareId, type Share } from "../shares/share.js";

/** What was found and cleared. */
export interface Cleared {
  /** Links that were ended. */
  links: number;
  /** Whether a file of that name was moved to the trash bin. */
  fileRemoved: boolean;
  /** Whether a file that only an interrupted run of ours can have left is still there, to be overwritten. */
  leftover: boolean;
}

/** The links to a path. */
async function linksTo(
  cloud: NextcloudClient,
  path: string,
  signal: AbortSignal | undefined,
): Promise<Share[]> {
  const shares: Share[] = [];
  for await (const share of cloud.shares.list({ path }, { signal })) shares.push(share);
  return shares;
}

/** A link of an earlier attempt, wherever its file was moved to; undefined when the id now belongs to another link. */
async function pastLink(
  cloud: NextcloudClient,
  past: { shareId: string; url: string },
  signal: AbortSignal | undefined,
): Promise<Share | undefined> {
  try {
    const share = await cloud.shares.get(shareId(past.shareId), { signal });
    return share.token === parsePublicLink(past.url).token ? share : undefined;
  } catch (error) {
    if (isScanferryError(error, "remote/not-found")) return undefined;
    throw error;
  }
}

/**
 * Makes the place for a new share free: ends every link to it first (overwriting a file keeps its old links alive, and
 * they would serve the new content), then removes the file, and the chunks of an interrupted upload.
 */
export async function clearRemote(
  cloud: NextcloudClient,
  remotePath: string,
  state: ShareState | undefined,
  signal?: AbortSignal,
): Promise<Cleared> {
  const cleared: Cleared = { links: 0, fileRemoved: false, leftover: false };
  const end = async (share: Share): Promise<void> => {
    if ((await cloud.shares.revoke(share, { keepFile: true, signal })).linkRemoved) cleared.links += 1;
  };
  if (state?.sealed !== undefined && state.uploaded === undefined) {
    await cloud.abandonUpload({ path: state.remotePath, contentId: state.sealed.contentId }, { signal });
  }
  const paths = new Set([remotePath, ...(state === undefined ? [] : [state.remotePath])]);
  const ended = new Set<string>();
  for (const path of paths) {
    if ((await cloud.files.stat(path, { signal })) === undefined) continue;
    const links = await linksTo(cloud, path, signal);
    for (const share of links) {
      await end(share);
      ended.add(share.id);
    }
    const ours = state?.remotePath === path && state.sealed !== undefined && state.link === undefined;
    if (ours && path === remotePath && links.length === 0) cleared.leftover = true;
    else if (await cloud.files.remove(path, { signal })) cleared.fileRemoved = true;
  }
  for (const past of state?.pastLinks ?? []) {
    if (ended.has(past.shareId)) continue;
    const share = await pastLink(cloud, past, signal);
    if (share !== undefined) await end(share);
  }
  return cleared;
}
