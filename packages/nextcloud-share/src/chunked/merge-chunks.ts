import { ScanferryError, isScanferryError } from "@scanferry/transfer";
import type { NextcloudContext } from "../client/context.js";
import { davError } from "../http/dav-errors.js";
import { davRequest } from "../http/dav-request.js";
import { uploadsUrl } from "../webdav/dav-paths.js";
import { unixSeconds } from "../webdav/put-file.js";
import { stat } from "../webdav/stat.js";
import type { UploadOptions } from "../webdav/upload-types.js";
import { lookAtTarget } from "./look-at-target.js";
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
  /** SHA-256 of all that was sent. */
  readonly sha256: string;
}

/** What is known of the joined file. */
export interface Merged {
  /** The version that this upload made: it alone may be removed or overwritten without being told to. */
  readonly etag?: string | undefined;
  /** The server's own digest, where it was asked for already. */
  readonly received?: string | undefined;
}

const waitsMs = [1_000, 2_000, 4_000, 8_000, 15_000];
/** A server that failed so often in a row, half a minute apart, will not succeed by being asked for half an hour. */
const failuresLimit = 3;

/**
 * Asks the server to join the chunks (MOVE of `.file`). A big file takes longer than proxies wait: after a time-out,
 * 504, 423 or 404 the target is looked at instead of sending everything again (rclone issue 7109). A repeated MOVE is
 * harmless: 423 while the server still joins, 404 once it has. A file that appears meanwhile is taken for the joined
 * one only if the server's digest says so, where it can compute one.
 */
export async function mergeChunks(
  ctx: NextcloudContext,
  merge: Merge,
  options: UploadOptions,
): Promise<Merged> {
  const limitMs = options.mergeTimeoutMs ?? 30 * 60_000;
  const look = lookAtTarget(ctx, merge, options);
  let waitedMs = 0;
  let failures = 0;
  let before: string | undefined;
  for (;;) {
    const answer = await move(ctx, merge, options);
    if (!("unclear" in answer)) return answer;
    const { unclear } = answer;
    for (const waitMs of waitsMs) {
      const joined = await look.joined();
      if (joined !== undefined) return joined;
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
    const joined = await look.joined();
    if (joined !== undefined) return joined;
    failures = isFailure(unclear) && look.seen() === before ? failures + 1 : 1;
    before = look.seen();
    if (failures >= failuresLimit && isFailure(unclear)) throw unclear;
    // Nothing for half a minute and no chunks either: nobody is joining them.
    if (isScanferryError(unclear, "remote/not-found"))
      throw look.metOther() ? otherBytes(merge.path) : unclear;
  }
}

/** Either ours, damaged, or a foreign file: whoever may not overwrite foreign files must not touch it. */
function otherBytes(path: string): ScanferryError {
  return new ScanferryError("data/checksum-mismatch", "The joined file has other bytes than were sent.", {
    hint: "It is sent again where it may be replaced. If that does not help, a device between here and the server changes data.",
    retryable: true,
    subject: path,
  });
}

/** Answers that say "failed", and not "still at work" as 423, 504 and a time-out may. */
function isFailure(error: ScanferryError): boolean {
  return [500, 502, 503].includes(Number(error.details?.["status"]));
}

/** Gives the new version when the server says that it is done, and the error when that is not clear. */
async function move(
  ctx: NextcloudContext,
  merge: Merge,
  options: UploadOptions,
): Promise<Merged | { unclear: ScanferryError }> {
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
    if (response.status >= 300) {
      const unclear = davError(response.status, response.text, merge.path);
      if (!unclear.retryable && response.status !== 404) throw unclear;
      return { unclear };
    }
    const told = response.headers.get("oc-etag") ?? response.headers.get("etag");
    return { etag: told?.replaceAll('"', "") ?? (await stat(ctx, merge.path, options))?.etag };
  } catch (error) {
    if (isScanferryError(error) && error.code.startsWith("net/")) return { unclear: error };
    throw error;
  }
}
