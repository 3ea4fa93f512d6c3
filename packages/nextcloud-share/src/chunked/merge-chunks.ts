import { ScanferryError, isScanferryError } from "@scanferry/transfer";
import type { NextcloudContext } from "../client/context.js";
import { davError } from "../http/dav-errors.js";
import { davRequest } from "../http/dav-request.js";
import { uploadsUrl } from "../webdav/dav-paths.js";
import { unixSeconds } from "../webdav/put-file.js";
import { stat } from "../webdav/stat.js";
import type { UploadOptions } from "../webdav/upload-types.js";
import { destinationUrl } from "./upload-folder.js";

/** A chunked upload whose chunks all lie on the server. */
export interface Merge {
  readonly id: string;
  readonly path: string;
  readonly totalBytes: number;
  readonly replace: boolean;
  /** ETag of the file that is to be replaced, to tell the new one from it. */
  readonly etagBefore: string | undefined;
  readonly mtime: Date | undefined;
}

const waitsMs = [1_000, 2_000, 4_000, 8_000, 15_000];

/**
 * Asks the server to join the chunks (MOVE of `.file`). A big file takes longer than proxies wait: after a time-out,
 * 504, 423 or 404 the target is looked at instead of sending everything again (rclone issue 7109). A repeated MOVE is
 * harmless: 423 while the server still joins, 404 once it has.
 */
export async function mergeChunks(
  ctx: NextcloudContext,
  merge: Merge,
  options: UploadOptions,
): Promise<void> {
  const limitMs = options.mergeTimeoutMs ?? 30 * 60_000;
  let waitedMs = 0;
  for (;;) {
    const unclear = await move(ctx, merge, options);
    if (unclear === undefined) return;
    for (const waitMs of waitsMs) {
      if (await isJoined(ctx, merge, options)) return;
      if (waitedMs >= limitMs) throw unclear;
      options.onEvent?.({
        type: "wait",
        id: options.id ?? merge.path,
        reason: "The server is joining the parts of the file.",
        untilMs: ctx.now() + waitMs,
      });
      await ctx.sleep(waitMs, options.signal);
      waitedMs += waitMs;
    }
    if (await isJoined(ctx, merge, options)) return;
    // Nothing for half a minute and no chunks either: nobody is joining them.
    if (isScanferryError(unclear, "remote/not-found")) throw unclear;
  }
}

/** Gives `undefined` when the server says that it is done, and the error when that is not clear. */
async function move(
  ctx: NextcloudContext,
  merge: Merge,
  options: UploadOptions,
): Promise<ScanferryError | undefined> {
  try {
    const response = await davRequest(ctx, "MOVE", uploadsUrl(ctx.userId, merge.id, ".file"), {
      headers: {
        Destination: destinationUrl(ctx, merge.path),
        Overwrite: merge.replace ? "T" : "F",
        // Without it, a file with missing chunks is joined without complaint (27 and 32).
        "OC-Total-Length": String(merge.totalBytes),
        ...(merge.mtime === undefined ? {} : { "X-OC-Mtime": unixSeconds(merge.mtime) }),
      },
      accept: [201, 204, 404, 408, 423, 429, 500, 502, 503, 504, 524],
      subject: merge.path,
      retries: 0,
      timeoutMs: options.mergeTimeoutMs ?? 30 * 60_000,
      signal: options.signal,
    });
    return response.status < 300 ? undefined : davError(response.status, response.text, merge.path);
  } catch (error) {
    if (isScanferryError(error) && error.code.startsWith("net/")) return error;
    throw error;
  }
}

async function isJoined(ctx: NextcloudContext, merge: Merge, options: UploadOptions): Promise<boolean> {
  try {
    const entry = await stat(ctx, merge.path, { signal: options.signal });
    return entry?.sizeBytes === merge.totalBytes && entry.etag !== merge.etagBefore;
  } catch (error) {
    // 423: the target is being written right now. A proxy that gives up on this question as well is no reason to stop.
    if (isScanferryError(error) && error.retryable) return false;
    throw error;
  }
}
