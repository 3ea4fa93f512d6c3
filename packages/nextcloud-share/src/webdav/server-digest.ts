import type { NextcloudContext } from "../client/context.js";
import { davRequest } from "../http/dav-request.js";
import { remotePath } from "../http/encode-path.js";
import { filesUrl } from "./dav-paths.js";
import type { CallOptions } from "./stat.js";

/**
 * Makes the server read the stored file and compute its SHA-256 (`X-Recalculate-Hash`, Nextcloud 27 and 32, also
 * after chunks were assembled). `undefined` when the server does not know how; a checksum that was merely sent along
 * with an upload proves nothing, because Nextcloud stores it unread.
 *
 * @returns 64 lower-case hex digits.
 */
export async function serverDigest(
  ctx: NextcloudContext,
  path: string,
  options: CallOptions = {},
): Promise<string | undefined> {
  const clean = remotePath(path);
  const response = await davRequest(ctx, "PATCH", filesUrl(ctx.userId, clean), {
    headers: { "X-Recalculate-Hash": "sha256" },
    accept: [200, 204, 400, 405, 415, 501],
    subject: clean,
    // The whole file is read on the server: 6 GiB on a slow disk take minutes, and asking twice changes nothing.
    timeoutMs: 30 * 60_000,
    ...options,
  });
  return /(?:^|[\s,])SHA256:([0-9a-f]{64})/i
    .exec(response.headers.get("oc-checksum") ?? "")?.[1]
    ?.toLowerCase();
}
