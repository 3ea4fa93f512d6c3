import { isScanferryError } from "@scanferry/transfer";
import type { NextcloudContext } from "../client/context.js";
import { remotePath } from "../http/encode-path.js";
import { ocsRequest } from "../http/ocs-request.js";
import type { CallOptions } from "../webdav/stat.js";
import type { Share } from "./share.js";
import { toShare } from "./share.js";
import { shareListSchema } from "./share-schema.js";
import { sharesPath } from "./shares-path.js";

/** Which links to list. */
export interface ShareQuery {
  /** Only links to this file or folder. */
  readonly path?: string;
  /** Only links to the direct children of this folder: one request for all participants. */
  readonly folder?: string;
}

/** Lists public links of the account: all of them, those of one path, or those of a folder's files. A missing path has none. */
export async function* listShares(
  ctx: NextcloudContext,
  query: ShareQuery = {},
  options: CallOptions = {},
): AsyncGenerator<Share> {
  const path = query.folder ?? query.path;
  const parameters: Record<string, string> =
    path === undefined
      ? {}
      : { path: `/${remotePath(path)}`, ...(query.folder === undefined ? {} : { subfiles: "true" }) };
  let raw;
  try {
    raw = await ocsRequest(ctx, "GET", sharesPath, {
      schema: shareListSchema,
      what: "the shares",
      // About 1 KB a link: room for 100,000 of them.
      maxBytes: 128 * 1024 * 1024,
      query: parameters,
      ...options,
    });
  } catch (error) {
    if (path !== undefined && isScanferryError(error, "remote/not-found")) return;
    throw error;
  }
  for (const record of raw) {
    const share = toShare(ctx, record);
    if (share !== undefined) yield share;
  }
}

/** All links of one path, in memory. */
export async function collectShares(
  ctx: NextcloudContext,
  path: string,
  signal: AbortSignal | undefined,
): Promise<Share[]> {
  const shares: Share[] = [];
  for await (const share of listShares(ctx, { path }, { signal })) shares.push(share);
  return shares;
}
