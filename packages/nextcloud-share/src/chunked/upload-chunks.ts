import { isScanferryError } from "@scanferry/transfer";
import type { NextcloudContext } from "../client/context.js";
import { adoptStored, otherFile } from "../webdav/adopt-stored.js";
import { checkStored, isDamage } from "../webdav/check-stored.js";
import { hashingBody } from "../webdav/hashing-body.js";
import { remove } from "../webdav/remove.js";
import { stat } from "../webdav/stat.js";
import type { UploadOptions, UploadRequest, UploadResult } from "../webdav/upload-types.js";
import { abandonUpload } from "./abandon-upload.js";
import { chunkSize } from "./chunk-plan.js";
import { mergeChunks } from "./merge-chunks.js";
import { sendChunks } from "./send-chunks.js";
import { removeUploadFolder, uploadFolderId } from "./upload-folder.js";

/**
 * Uploads a file in chunks, goes on with an interrupted upload of the same content, and checks the joined file.
 * A digest that differs can come from a kept chunk of other content: then everything is sent once more, from nothing.
 */
export async function uploadChunks(
  ctx: NextcloudContext,
  request: UploadRequest,
  options: UploadOptions = {},
): Promise<UploadResult> {
  const { path, contentId } = request;
  const before = await stat(ctx, path, options);
  if (before !== undefined && request.replace !== true) {
    // A run that was killed after the chunks were joined has done all the work already.
    if (contentId !== undefined) return adoptStored(ctx, request, options);
    throw otherFile(path);
  }
  const totalBytes = request.body.lengthBytes;
  const chunkBytes = chunkSize(ctx, totalBytes, options.chunkBytes);
  const id = uploadFolderId(path, contentId, { chunkBytes, totalBytes });
  const attempt: Attempt = { id, chunkBytes, etagBefore: before?.etag };
  try {
    const result = await once(ctx, request, attempt, options);
    if (contentId !== undefined) await removeOtherCuts(ctx, { path, contentId }, id, options);
    return result;
  } catch (error) {
    if (!isDamage(error) || !(isScanferryError(error) && error.retryable))
      throw await cleanUp(ctx, id, request, error);
    return await onceMore(ctx, request, attempt, options);
  }
}

/** One upload of a file, on the way. */
interface Attempt {
  readonly id: string;
  readonly chunkBytes: number;
  readonly etagBefore: string | undefined;
  /** The version that this upload made, once it has: no other may be removed. */
  made?: string | undefined;
}

async function onceMore(
  ctx: NextcloudContext,
  request: UploadRequest,
  attempt: Attempt,
  options: UploadOptions,
): Promise<UploadResult> {
  const { id } = attempt;
  try {
    await removeUploadFolder(ctx, id).catch(() => undefined);
    const broken = await stat(ctx, request.path, options);
    if (request.replace !== true && broken !== undefined) {
      // Removed and not overwritten: a DELETE can name the version that is meant, and a MOVE cannot.
      if (attempt.made === undefined || broken.etag !== attempt.made) throw otherFile(request.path);
      await remove(ctx, request.path, { ifMatch: attempt.made, signal: options.signal });
    }
    const second: Attempt = { ...attempt, etagBefore: broken?.etag, made: undefined };
    try {
      return await once(ctx, request, second, options);
    } catch (error) {
      if (isDamage(error) && second.made !== undefined)
        await remove(ctx, request.path, { ifMatch: second.made }).catch(() => undefined);
      throw error;
    }
  } catch (error) {
    throw await cleanUp(ctx, id, request, error);
  }
}

async function once(
  ctx: NextcloudContext,
  request: UploadRequest,
  attempt: Attempt,
  options: UploadOptions,
): Promise<UploadResult> {
  const { path, body, mtime } = request;
  const { id, chunkBytes, etagBefore } = attempt;
  const upload = { id, path, totalBytes: body.lengthBytes };
  const hashed = hashingBody(body.open(), (bytes) => {
    const sizeBytes = body.lengthBytes === undefined ? {} : { sizeBytes: body.lengthBytes };
    options.onEvent?.({ type: "progress", id: options.id ?? path, bytes, ...sizeBytes });
  });
  const { totalBytes, ...chunks } = await sendChunks(ctx, { ...upload, chunkBytes }, hashed.source, options);
  const replace = request.replace === true;
  const sha256 = hashed.digest();
  const merged = await mergeChunks(
    ctx,
    { ...upload, totalBytes, etagBefore, replace, mtime, sha256 },
    options,
  );
  attempt.made = merged.etag;
  const { received } = merged;
  const stored = await checkStored(ctx, { path, sizeBytes: totalBytes, sha256, received }, options);
  return { ...stored, path, sizeBytes: totalBytes, sha256, chunks };
}

/** What an earlier run left that cut the same content otherwise; the file is stored, so failing here is no failure. */
async function removeOtherCuts(
  ctx: NextcloudContext,
  upload: { path: string; contentId: string },
  except: string,
  options: UploadOptions,
): Promise<void> {
  await abandonUpload(ctx, upload, { except, signal: options.signal }).catch(() => undefined);
}

/** Chunks are kept only where the same content may come again; what can never be finished is removed. */
async function cleanUp(
  ctx: NextcloudContext,
  id: string,
  request: UploadRequest,
  error: unknown,
): Promise<unknown> {
  const final =
    isScanferryError(error) && /^(remote\/(exists|refused|quota)|input\/|data\/)/.test(error.code);
  const refused = isScanferryError(error, "auth/rejected");
  if (!refused && (request.contentId === undefined || final)) {
    // Somebody who pressed Ctrl-C waits for this; the server removes what stays after a day.
    const brief = isScanferryError(error, "aborted") ? { retries: 0, timeoutMs: 3_000 } : {};
    await removeUploadFolder(ctx, id, undefined, brief).catch(() => undefined);
  }
  return error;
}
