import { ScanferryError } from "@scanferry/transfer";
import type { NextcloudContext } from "../client/context.js";
import { ocsRequest } from "../http/ocs-request.js";
import type { CallOptions } from "../webdav/stat.js";
import type { Share, ShareId } from "./share.js";
import { toShare } from "./share.js";
import { shareSchema } from "./share-schema.js";
import type { ShareSettings } from "./share-settings.js";
import { settingsForm } from "./share-settings.js";
import { sharesPath } from "./shares-path.js";

/**
 * Changes a link; what is left out stays as it is.
 *
 * @throws {@link ScanferryError} `input/invalid` when nothing is to be changed, `remote/not-found`, `remote/refused`
 */
export async function updateShare(
  ctx: NextcloudContext,
  id: ShareId,
  settings: ShareSettings,
  options: CallOptions = {},
): Promise<Share> {
  const form = settingsForm(settings);
  if (Object.keys(form).length === 0) {
    throw new ScanferryError("input/invalid", "The update of a link names nothing to change.", {
      hint: "Give at least one of expire, password, label, note, hideDownload.",
    });
  }
  const raw = await ocsRequest(ctx, "PUT", `${sharesPath}/${encodeURIComponent(id)}`, {
    schema: shareSchema,
    what: "the share",
    form,
    // Setting the same values twice is harmless, and PUT is not limited like POST.
    retries: ctx.retries,
    signal: options.signal,
  });
  const share = toShare(ctx, raw);
  if (share === undefined)
    throw new ScanferryError("remote/failed", "The server's answer about the share names no link.");
  return share;
}
