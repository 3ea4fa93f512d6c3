import { ScanferryError, isScanferryError } from "@scanferry/transfer";
import type { NextcloudContext } from "../client/context.js";
import { checkStored } from "../webdav/check-stored.js";
import { hashingBody } from "../webdav/hashing-body.js";
import { remove } from "../webdav/remove.js";
import { stat } from "../webdav/stat.js";
import type { UploadOptions, UploadRequest, UploadResult } from "../webdav/upload-types.js";
import { chunkName, chunkSize } from "./chunk-plan.js";
import { cutIntoChunks } from "./cut-into-chunks.js";
import { mergeChunks } from "./merge-chunks.js";
import { putChunk } from "./put-chunk.js";
import { listUploadFolder, makeUploadFolder, removeUploadFolder, uploadFolderId } from "./upload-folder.js";

/**
 * Uploads a file in chunks, goes on with an interrupted upload of the same content, and checks the joined file.
 * A digest that differs can come from a kept chunk of other content: then everything is sent once more, from nothing.
 */
export async function uploadChunks(
  ctx: NextcloudContext,
  request: UploadRequest,
  options: UploadOptions = {},
): Promise<UploadResult> {
  const before = await stat(ctx, request.path, options);
  if (before !== undefined && request.replace !== true) {
    throw new ScanferryError("remote/exists", "A file of that name is there already.", {
      hint: "Nothing was overwritten. Remove it, or allow replacing it.",
      subject: request.path,
    });
  }
  const id = uploadFolderId(request.path, request.contentId);
  try {
    return await once(ctx, request, id, before?.etag, options);
  } catch (error) {
    if (!isDamaged(error)) throw await cleanUp(ctx, id, request, error);
    await removeUploadFolder(ctx, id).catch(() => undefined);
    const broken = await stat(ctx, request.path, options);
    try {
      return await once(ctx, { ...request, replace: true }, id, broken?.etag, options);
    } catch (again) {
      if (isDamaged(again)) await remove(ctx, request.path).catch(() => undefined);
      throw await cleanUp(ctx, id, request, again);
    }
  }
}

async function once(
  ctx: NextcloudContext,
  request: UploadRequest,
  id: string,
  etagBefore: string | undefined,
  options: UploadOptions,
): Promise<UploadResult> {
  const { path, body } = request;
  const upload = { id, path, totalBytes: body.lengthBytes };
  const size = chunkSize(ctx, body.lengthBytes, options.chunkBytes);
  const isNew = await makeUploadFolder(ctx, id, path, options);
  const there = (isNew ? undefined : await listUploadFolder(ctx, id, options)) ?? new Map<string, number>();
  const hashed = hashingBody(body.open(), (bytes) => progress(options, path, bytes, body.lengthBytes));
  let totalBytes = 0;
  let sent = 0;
  let kept = 0;
  let sending: Promise<void> = Promise.resolve();
  for await (const chunk of cutIntoChunks(hashed.source, size)) {
    const name = chunkName(chunk.number);
    totalBytes += chunk.bytes.byteLength;
    if (there.get(name) === chunk.bytes.byteLength) kept += 1;
    else {
      sent += 1;
      // The next chunk is read while this one travels.
      await sending;
      sending = putChunk(ctx, upload, chunk, options);
      sending.catch(() => undefined);
    }
    there.delete(name);
  }
  await sending;
  if (body.lengthBytes !== undefined && totalBytes !== body.lengthBytes) {
    throw new ScanferryError("input/invalid", "The source gave another number of bytes than announced.", {
      hint: "The file changed while it was read; run the same command again.",
      details: { announcedBytes: body.lengthBytes, readBytes: totalBytes },
    });
  }
  // Left from a try with other chunk sizes: the server would join them, too.
  for (const name of there.keys()) await removeUploadFolder(ctx, id, name, options);
  await mergeChunks(
    ctx,
    { ...upload, totalBytes, etagBefore, replace: request.replace === true, mtime: request.mtime },
    options,
  );
  const sha256 = hashed.digest();
  const stored = await checkStored(ctx, { path, sizeBytes: totalBytes, sha256 }, options);
  const { etag, fileId } = stored.entry;
  return {
    path,
    sizeBytes: totalBytes,
    sha256,
    verifiedBy: stored.verifiedBy,
    etag,
    fileId,
    chunks: { sent, kept },
  };
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
  if (!refused && (request.contentId === undefined || final))
    await removeUploadFolder(ctx, id).catch(() => undefined);
  return error;
}

function isDamaged(error: unknown): boolean {
  return isScanferryError(error, "data/checksum-mismatch") || isScanferryError(error, "data/size-mismatch");
}

function progress(options: UploadOptions, path: string, bytes: number, total: number | undefined): void {
  options.onEvent?.({
    type: "progress",
    id: options.id ?? path,
    bytes,
    ...(total === undefined ? {} : { sizeBytes: total }),
  });
}
