import { ScanferryError, isScanferryError } from "@scanferry/transfer";
import type { NextcloudContext } from "../client/context.js";
import { ocsRequest } from "../http/ocs-request.js";
import type { CallOptions } from "../webdav/stat.js";
import { collectShares } from "./list-shares.js";
import { revokeShare } from "./revoke-share.js";
import type { Share, ShareId } from "./share.js";
import { toShare } from "./share.js";
import { shareSchema } from "./share-schema.js";
import { sharesPath } from "./shares-path.js";

/** One link to be made, and what its tries leave for the next one to know. */
export interface PostJob {
  readonly path: string;
  readonly form: Record<string, string>;
  /** Links that were there before. */
  readonly known: ReadonlySet<ShareId>;
  /** Requests sent so far. */
  posts: number;
  /** An answer was lost: the server may have made a link, or may still make one. */
  unclear: boolean;
}

/**
 * Asks for a new link. After a lost answer the path is looked up before anything is asked again, and it is asked once
 * more at most. It may be called again for the same job when the server's limit made it wait.
 */
export async function postShare(ctx: NextcloudContext, job: PostJob, options: CallOptions): Promise<Share> {
  for (let lost = 0; ; lost += 1) {
    if (job.unclear) {
      const made = await findNew(ctx, job, options);
      if (made !== undefined) return made;
    }
    try {
      return await postOnce(ctx, job, options);
    } catch (error) {
      if (!isUnclear(error)) throw error;
      job.unclear = true;
      // The link may exist although its answer was lost. It carries the settings of this very request.
      const made = await findNew(ctx, job, options);
      if (made !== undefined) return made;
      if (lost > 0 || !isScanferryError(error) || !error.retryable) throw error;
      await ctx.sleep(2_000, options.signal);
    }
  }
}

/**
 * Removes links that a lost request made after it was given up: nobody would know of them or their password. Links with
 * other settings are somebody else's; they are given back. The chosen link is there, so no failure here is thrown.
 */
export async function removeLateLinks(
  ctx: NextcloudContext,
  job: PostJob,
  chosen: Share,
  options: CallOptions,
): Promise<Share[]> {
  if (!job.unclear || job.posts < 2) return [];
  const left: Share[] = [];
  try {
    for (const share of await collectShares(ctx, job.path, options.signal)) {
      if (job.known.has(share.id) || share.id === chosen.id) continue;
      if (!hasSettingsOf(share, chosen) || !(await isRevoked(ctx, share, options))) left.push(share);
    }
  } catch {
    return left;
  }
  return left;
}

async function isRevoked(ctx: NextcloudContext, share: Share, options: CallOptions): Promise<boolean> {
  try {
    await revokeShare(ctx, share, { keepFile: true, signal: options.signal });
    return true;
  } catch {
    return false;
  }
}

function hasSettingsOf(share: Share, other: Share): boolean {
  const keys = ["expire", "label", "note", "hasPassword", "hideDownload"] as const;
  return keys.every((key) => share[key] === other[key]);
}

async function findNew(
  ctx: NextcloudContext,
  job: PostJob,
  options: CallOptions,
): Promise<Share | undefined> {
  return (await collectShares(ctx, job.path, options.signal)).find((share) => !job.known.has(share.id));
}

async function postOnce(ctx: NextcloudContext, job: PostJob, options: CallOptions): Promise<Share> {
  job.posts += 1;
  const raw = await ocsRequest(ctx, "POST", sharesPath, {
    schema: shareSchema,
    what: "the new share",
    form: job.form,
    retries: 0,
    signal: options.signal,
  });
  const share = toShare(ctx, raw);
  if (share === undefined)
    throw new ScanferryError("remote/failed", "The server's answer about the new share names no link.");
  return share;
}

/** Failures after which nobody knows whether the link was made. */
function isUnclear(error: unknown): boolean {
  if (!isScanferryError(error)) return false;
  const status = error.details?.["status"];
  return error.code.startsWith("net/") || (typeof status === "number" && status >= 500);
}
