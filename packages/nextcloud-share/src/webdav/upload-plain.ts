import { isScanferryError, retry } from "@scanferry/transfer";
import type { NextcloudContext } from "../client/context.js";
import { adoptStored } from "./adopt-stored.js";
import { checkStored, isDamage } from "./check-stored.js";
import type { PutAnswer } from "./put-file.js";
import { putFile } from "./put-file.js";
import { remove } from "./remove.js";
import { retryOptions } from "./retry-options.js";
import type { UploadOptions, UploadRequest, UploadResult } from "./upload-types.js";

/** What the tries of one upload leave for the next one to know. */
interface Tries {
  /** A damaged version that an earlier try left: it may be overwritten, and no other. */
  damagedEtag?: string | undefined;
  /** An answer was lost, so the file may be there already. */
  doubtful: boolean;
  /** The server took the file, but could not be asked about it: the next try asks again and sends nothing. */
  accepted?: PutAnswer | undefined;
}

/** Uploads a file in one PUT, again after faults that pass, and checks what the server holds. */
export async function uploadPlain(
  ctx: NextcloudContext,
  request: UploadRequest,
  lengthBytes: number,
  options: UploadOptions,
): Promise<UploadResult> {
  const { path } = request;
  const tries: Tries = { doubtful: request.contentId !== undefined };
  try {
    return await retry(
      () => attempt(ctx, request, lengthBytes, tries, options),
      retryOptions(ctx, options, options.id ?? path),
    );
  } catch (error) {
    // What is known to be damaged must not stand under a name that somebody may share.
    if (isDamage(error) && tries.damagedEtag !== undefined) {
      await remove(ctx, path, { ifMatch: tries.damagedEtag }).catch(() => undefined);
    }
    throw error;
  }
}

async function attempt(
  ctx: NextcloudContext,
  request: UploadRequest,
  lengthBytes: number,
  tries: Tries,
  options: UploadOptions,
): Promise<UploadResult> {
  const { path } = request;
  let answer: PutAnswer;
  try {
    answer = tries.accepted ?? (await put(ctx, request, lengthBytes, tries, options));
    tries.accepted = answer;
  } catch (error) {
    if (tries.doubtful && isScanferryError(error, "remote/exists")) return adoptStored(ctx, request, options);
    tries.doubtful ||= answerWasLost(error);
    throw error;
  }
  try {
    const { sent: sha256, received } = answer;
    const stored = await checkStored(ctx, { path, sizeBytes: lengthBytes, sha256, received }, options);
    return { ...stored, path, sizeBytes: lengthBytes, sha256, chunks: { sent: 0, kept: 0 } };
  } catch (error) {
    if (isDamage(error)) {
      tries.accepted = undefined;
      if (request.replace !== true) tries.damagedEtag = answer.etag;
    }
    throw error;
  }
}

function put(
  ctx: NextcloudContext,
  request: UploadRequest,
  lengthBytes: number,
  tries: Tries,
  options: UploadOptions,
): Promise<PutAnswer> {
  const { path, mtime } = request;
  const fresh = request.replace === true ? "any" : "new";
  const over = tries.damagedEtag === undefined ? fresh : { etag: tries.damagedEtag };
  const id = options.id ?? path;
  return putFile(
    ctx,
    { path, body: { ...request.body, lengthBytes }, over, mtime },
    {
      signal: options.signal,
      onBytes: (bytes) => options.onEvent?.({ type: "progress", id, bytes, sizeBytes: lengthBytes }),
    },
  );
}

/** A broken connection, or a proxy that gave up: the server may have stored the file all the same. */
function answerWasLost(error: unknown): boolean {
  if (!isScanferryError(error)) return false;
  const status = error.details?.["status"];
  return error.code.startsWith("net/") || (typeof status === "number" && status >= 500 && status !== 507);
}
