import type { NextcloudContext } from "../client/context.js";
import { makeFolder } from "./make-folder.js";
import type { CallOptions } from "./stat.js";

/** Makes a folder once per client; hundreds of uploads into one folder ask for it only the first time. */
export async function ensureFolder(
  ctx: NextcloudContext,
  path: string,
  options: CallOptions = {},
): Promise<void> {
  if (path === "" || ctx.knownFolders.has(path)) return;
  await makeFolder(ctx, path, { signal: options.signal });
  ctx.knownFolders.add(path);
}
