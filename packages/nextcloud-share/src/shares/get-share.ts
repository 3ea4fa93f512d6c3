import { ScanferryError } from "@scanferry/transfer";
import type { NextcloudContext } from "../client/context.js";
import { ocsRequest } from "../http/ocs-request.js";
import type { CallOptions } from "../webdav/stat.js";
import type { Share, ShareId } from "./share.js";
import { toShare } from "./share.js";
import { shareListSchema } from "./share-schema.js";
import { sharesPath } from "./shares-path.js";

/**
 * Gets one public link by its id.
 *
 * @throws {@link ScanferryError} `remote/not-found` when it is gone or is no public link.
 */
export async function getShare(
  ctx: NextcloudContext,
  id: ShareId,
  options: CallOptions = {},
): Promise<Share> {
  const raw = await ocsRequest(ctx, "GET", `${sharesPath}/${encodeURIComponent(id)}`, {
    schema: shareListSchema,
    what: "the share",
    ...options,
  });
  const share = raw[0] === undefined ? undefined : toShare(ctx, raw[0]);
  if (share === undefined)
    throw new ScanferryError("remote/not-found", "There is no public link of that id.");
  return share;
}
