import { ScanferryError } from "@scanferry/transfer";
import type { NextcloudContext } from "../client/context.js";
import { remotePath } from "../http/encode-path.js";
import type { RemoteEntry } from "./remote-entry.js";
import type { CallOptions } from "./stat.js";
import { propfind } from "./stat.js";

/**
 * Lists the direct children of a folder.
 *
 * @throws {@link ScanferryError} `remote/not-found` when the folder does not exist.
 */
export async function* listFolder(
  ctx: NextcloudContext,
  path: string,
  options: CallOptions = {},
): AsyncGenerator<RemoteEntry> {
  const clean = remotePath(path);
  const entries = await propfind(ctx, clean, "1", options);
  if (entries === undefined) {
    throw new ScanferryError("remote/not-found", "There is no such folder in the Nextcloud account.", {
      hint: "Check the path below your Nextcloud home.",
      subject: clean,
    });
  }
  for (const entry of entries) if (entry.path !== clean) yield entry;
}
