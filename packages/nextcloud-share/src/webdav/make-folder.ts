import type { NextcloudContext } from "../client/context.js";
import { parentOf, remotePath } from "../http/encode-path.js";
import { davRequest } from "../http/dav-request.js";
import { filesUrl } from "./dav-paths.js";
import type { CallOptions } from "./stat.js";

/**
 * Makes a folder and those above it where they are missing; a folder that is there already is fine.
 * Two workers may race for it: 405 means that the other one was faster.
 */
export async function makeFolder(
  ctx: NextcloudContext,
  path: string,
  options: CallOptions = {},
): Promise<void> {
  const clean = remotePath(path);
  if (clean === "") return;
  const status = await mkcol(ctx, clean, options);
  if (status !== 409) return;
  // The header X-NC-WebDAV-Auto-Mkcol does not help MKCOL (32) and is unknown to 27, so we climb ourselves.
  await makeFolder(ctx, parentOf(clean), options);
  await mkcol(ctx, clean, options, [201, 405]);
}

async function mkcol(
  ctx: NextcloudContext,
  path: string,
  options: CallOptions,
  accept = [201, 405, 409],
): Promise<number> {
  const response = await davRequest(ctx, "MKCOL", filesUrl(ctx.userId, path), {
    accept,
    subject: path,
    // A folder made twice answers 405, which is fine.
    retries: ctx.retries,
    ...options,
  });
  return response.status;
}
