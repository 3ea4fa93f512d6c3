import { isScanferryError } from "@scanferry/transfer";
import type { NextcloudContext } from "../client/context.js";
import { remotePath } from "../http/encode-path.js";
import { dayIn } from "../expiry/iso-day.js";
import { listShares } from "./list-shares.js";
import type { RevokedShare, RevokeOptions } from "./revoke-share.js";
import { revokeShare } from "./revoke-share.js";
import type { Share } from "./share.js";

/** Which links to end. */
export interface RevokeQuery {
  /** Links whose last day is over, which the server has not yet removed itself (it does so at the first touch). */
  readonly expired?: boolean;
  /** Links with these tokens, for example all of a share list. */
  readonly tokens?: Iterable<string>;
  /** Links to this file. */
  readonly path?: string;
  /** Links to the direct children of this folder; a fence around `expired` and `tokens`. */
  readonly folder?: string;
}

/** One link of a revocation: what was done, or why it failed. */
export type RevokeOutcome =
  | (RevokedShare & { readonly error?: undefined })
  | { readonly id: Share["id"]; readonly path: string; readonly error: unknown };

/** Finds the links that a revocation would end, for a plan or a question before it. */
export async function* findRevocable(
  ctx: NextcloudContext,
  query: RevokeQuery,
  options: RevokeOptions = {},
): AsyncGenerator<Share> {
  const tokens = query.tokens === undefined ? undefined : new Set(query.tokens);
  const today = dayIn(ctx.timeZone.name, ctx.now());
  const scope = {
    ...(query.path === undefined ? {} : { path: remotePath(query.path) }),
    ...(query.folder === undefined ? {} : { folder: remotePath(query.folder) }),
  };
  // Removing while listing would be a moving target, so the list is taken first: it holds links, not files.
  const shares: Share[] = [];
  for await (const share of listShares(ctx, scope, { signal: options.signal })) shares.push(share);
  for (const share of shares) {
    if (tokens !== undefined && !tokens.has(share.token)) continue;
    if (query.expired === true && (share.expire === undefined || share.expire >= today)) continue;
    yield share;
  }
}

/** Ends all links that match; one that fails does not stop the others, a refused login does. */
export async function* revokeMatching(
  ctx: NextcloudContext,
  query: RevokeQuery,
  options: RevokeOptions = {},
): AsyncGenerator<RevokeOutcome> {
  for await (const share of findRevocable(ctx, query, options)) {
    try {
      yield await revokeShare(ctx, share, options);
    } catch (error) {
      if (isScanferryError(error, "auth/rejected") || isScanferryError(error, "aborted")) throw error;
      yield { id: share.id, path: share.path, error };
    }
  }
}
