import { isScanferryError } from "@scanferry/transfer";
import { z } from "zod";
import type { NextcloudContext } from "../client/context.js";
import { ocsRequest } from "../http/ocs-request.js";
import type { CallOptions } from "../webdav/stat.js";
import { remove } from "../webdav/remove.js";
import { getShare } from "./get-share.js";
import type { Share, ShareId } from "./share.js";
import { sharesPath } from "./shares-path.js";

/** What a revocation leaves. */
export interface RevokeOptions extends CallOptions {
  /** Removes only the link and leaves the file in the account. @default false */
  readonly keepFile?: boolean | undefined;
}

/** What a revocation did. */
export interface RevokedShare {
  readonly id: ShareId;
  readonly path: string;
  /** `false`: the link was gone already. */
  readonly linkRemoved: boolean;
  readonly fileRemoved: boolean;
  /** The file now lies in the account's trash bin and counts against the quota until that is emptied. */
  readonly inTrash: boolean;
}

/**
 * Ends a link, and removes the file behind it unless `keepFile`. The link goes first: a removed file would end it as
 * well, but only if nothing stops us in between. A folder behind a link is never removed.
 */
export async function revokeShare(
  ctx: NextcloudContext,
  target: ShareId | Share,
  options: RevokeOptions = {},
): Promise<RevokedShare> {
  const share =
    typeof target === "string" ? await getShare(ctx, target, options).catch(goneAsUndefined) : target;
  if (share === undefined)
    return { id: target as ShareId, path: "", linkRemoved: false, fileRemoved: false, inTrash: false };
  const linkRemoved = await removeLink(ctx, share.id, options);
  const removesFile = options.keepFile !== true && share.kind === "file" && share.path !== "";
  const fileRemoved = removesFile && (await remove(ctx, share.path, options));
  const inTrash = fileRemoved && ctx.capabilities.files?.undelete === true;
  return { id: share.id, path: share.path, linkRemoved, fileRemoved, inTrash };
}

/** Ends a link alone; `false` when there was none. */
async function removeLink(ctx: NextcloudContext, id: ShareId, options: CallOptions): Promise<boolean> {
  try {
    await ocsRequest(ctx, "DELETE", `${sharesPath}/${encodeURIComponent(id)}`, {
      schema: z.unknown(),
      what: "the share",
      signal: options.signal,
    });
    return true;
  } catch (error) {
    if (isScanferryError(error, "remote/not-found")) return false;
    throw error;
  }
}

function goneAsUndefined(error: unknown): undefined {
  if (isScanferryError(error, "remote/not-found")) return undefined;
  throw error;
}
