import { isScanferryError } from "@scanferry/transfer";
import type { NextcloudContext } from "../client/context.js";
import { adoptStored, otherFile } from "../webdav/adopt-stored.js";
import { checkStored, isDamage } from "../webdav/check-stored.js";
import { hashingBody } from "../webdav/hashing-body.js";
import { remove } from "../webdav/remove.js";
import { stat } from "../webdav/stat.js";
import type { UploadOptions, UploadRequest, UploadResult } from "../webdav/upload-types.js";
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
  const id = uploadFolderId(path, contentId);
  try {
    return await once(ctx, request, id, before?.etag, options);
  } catch (error) {
    if (!isDamage(error) || !(isScanferryError(error) && error.retryable))
      throw await cleanUp(ctx, id, request, error);
    return await onceMore(ctx, request, id, options);
  }
}

async function onceMore(
  ctx: NextcloudContext,
  request: UploadRequest,
  id: string,
  options: UploadOptions,
): Promise<UploadResult> {
  await removeUploadFolder(ctx, id).catch(() => undefined);
  const broken = await stat(ctx, request.path, options);
  const replace = request.replace === true || broken !== undefined;
  try {
    return await once(ctx, { ...request, replace }, id, broken?.etag, options);
  } catch (error) {
    if (isDamage(error)) await remove(ctx, request.path).catch(() => undefined);
    throw await cleanUp(ctx, id, request, error);
  }
}

async function once(
  ctx: NextcloudContext,
  request: UploadRequest,
  id: string,
  etagBefore: string | undefined,
  options: UploadOptions,
): Promise<UploadResult> {
  const { path, body, mtime } = request;
  const upload = { id, path, totalBytes: body.lengthBytes };
  const hashed = hashingBody(body.open(), (bytes) => {
    const sizeBytes = body.lengthBytes === undefined ? {} : { sizeBytes: body.lengthBytes };
    options.onEvent?.({ type: "progress", id: options.id ?? path, bytes, ...sizeBytes });
  });
  const { totalBytes, ...chunks } = await sendChunks(ctx, upload, hashed.source, options);
  const replace = request.replace === true;
  await mergeChunks(ctx, { ...upload, totalBytes, etagBefore, replace, mtime }, options);
  const sha256 = hashed.digest();
  const stored = await checkStored(ctx, { path, sizeBytes: totalBytes, sha256 }, options);
  return { ...stored, path, sizeBytes: totalBytes, sha256, chunks };
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
    await removeUploadFolder(ctx, id).catch(() => undefined);
  }
  return error;
}
