import { isScanferryError } from "@scanferry/transfer";
import type { NextcloudContext } from "../client/context.js";
import { davRequest } from "../http/dav-request.js";
import { remotePath } from "../http/encode-path.js";
import { filesUrl } from "./dav-paths.js";
import type { CallOptions } from "./stat.js";
import { stat } from "./stat.js";

/** A proxy gave up on a long computation; the server goes on with it. */
const unclear = [408, 502, 503, 504, 524];
const pollsMs = [2_000, 4_000, 8_000, 15_000, 30_000, 60_000, 60_000, 60_000];

/**
 * Makes the server read the stored file and compute its SHA-256 (`X-Recalculate-Hash`, Nextcloud 27 and 32, also
 * after chunks were joined). `undefined` when the server does not know how. A checksum that was merely sent along
 * with an upload proves nothing, because Nextcloud stores it unread; this package never sends one, so that a SHA-256
 * among a file's checksums is always the server's own.
 *
 * @returns 64 lower-case hex digits.
 */
export async function serverDigest(
  ctx: NextcloudContext,
  path: string,
  options: CallOptions = {},
): Promise<string | undefined> {
  const clean = remotePath(path);
  try {
    const response = await davRequest(ctx, "PATCH", filesUrl(ctx.userId, clean), {
      headers: { "X-Recalculate-Hash": "sha256" },
      accept: [200, 204, 400, 405, 415, 501, ...unclear],
      subject: clean,
      retries: 0,
      // The whole file is read on the server: 6 GiB on a slow disk take minutes.
      timeoutMs: 30 * 60_000,
      signal: options.signal,
    });
    const told = sha256In(response.headers.get("oc-checksum") ?? "");
    if (told !== undefined || !unclear.includes(response.status)) return told;
  } catch (error) {
    if (!isScanferryError(error) || !error.code.startsWith("net/")) throw error;
  }
  return pollDigest(ctx, clean, options);
}

/** Waits until the digest, which the server stores when it is done, shows up in the file's properties. */
async function pollDigest(
  ctx: NextcloudContext,
  path: string,
  options: CallOptions,
): Promise<string | undefined> {
  for (const ms of pollsMs) {
    const entry = await stat(ctx, path, options);
    const digest = sha256In(entry?.checksums.join(" ") ?? "");
    if (digest !== undefined) return digest;
    await ctx.sleep(ms, options.signal);
  }
  return undefined;
}

function sha256In(checksums: string): string | undefined {
  return /(?:^|[\s,])SHA256:([0-9a-f]{64})/i.exec(checksums)?.[1]?.toLowerCase();
}
