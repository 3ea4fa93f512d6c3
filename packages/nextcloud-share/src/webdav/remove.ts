import type { NextcloudContext } from "../client/context.js";
import { davRequest } from "../http/dav-request.js";
import { remotePath } from "../http/encode-path.js";
import { filesUrl } from "./dav-paths.js";
import type { CallOptions } from "./stat.js";

/**
 * Removes a file or folder, which ends all its shares; gives `false` when there was none.
 * The file moves to the trash bin and counts against the quota until that is emptied (Nextcloud 27 and 32).
 */
export async function remove(
  ctx: NextcloudContext,
  path: string,
  options: CallOptions & { ifMatch?: string } = {},
): Promise<boolean> {
  const clean = remotePath(path);
  const response = await davRequest(ctx, "DELETE", filesUrl(ctx.userId, clean), {
    accept: [204, 404],
    subject: clean,
    ...(options.ifMatch === undefined ? {} : { headers: { "If-Match": `"${options.ifMatch}"` } }),
    signal: options.signal,
  });
  return response.status === 204;
}
