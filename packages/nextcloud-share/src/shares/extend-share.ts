import type { NextcloudContext } from "../client/context.js";
import type { Expiry } from "../expiry/last-usable-day.js";
import { lastUsableDay } from "../expiry/last-usable-day.js";
import type { CallOptions } from "../webdav/stat.js";
import type { Share, ShareId } from "./share.js";
import { updateShare } from "./update-share.js";

/** Moves the last day of a link, counted in the account's Nextcloud time zone. */
export async function extendShare(
  ctx: NextcloudContext,
  id: ShareId,
  expiry: Expiry,
  options: CallOptions = {},
): Promise<Share> {
  const expire = lastUsableDay(expiry, { timeZone: ctx.timeZone.name, nowMs: ctx.now() });
  return updateShare(ctx, id, { expire }, options);
}
