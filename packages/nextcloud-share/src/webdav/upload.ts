import { ScanferryError, isScanferryError } from "@scanferry/transfer";
import { needsChunks, smallestChunkBytes } from "../chunked/chunk-plan.js";
import { uploadChunks } from "../chunked/upload-chunks.js";
import type { NextcloudContext } from "../client/context.js";
import { parentOf, remotePath } from "../http/encode-path.js";
import { forbiddenName } from "../preflight/check-names.js";
import { ensureFolder } from "./ensure-folder.js";
import { uploadPlain } from "./upload-plain.js";
import type { UploadOptions, UploadRequest, UploadResult } from "./upload-types.js";

/**
 * Uploads one file and makes sure that it arrived: the size is compared, and the SHA-256 with one that the server
 * computed (`X-Hash`, or `X-Recalculate-Hash` after chunks). Folders are made where they are missing, nothing is
 * overwritten unless `replace` says so, and large files or those of unknown length travel in chunks.
 *
 * @throws {@link ScanferryError} `remote/exists`, `remote/quota`, `remote/refused`, `remote/busy`, `auth/rejected`,
 * `data/size-mismatch`, `data/checksum-mismatch`, `net/*`, `aborted`
 */
export async function upload(
  ctx: NextcloudContext,
  request: UploadRequest,
  options: UploadOptions = {},
): Promise<UploadResult> {
  const path = remotePath(request.path);
  if (path === "") throw new ScanferryError("input/invalid", "An upload needs a file name.");
  refuseForbiddenNames(ctx, path);
  const clean = { ...request, path };
  const folder = parentOf(path);
  const wasKnown = ctx.knownFolders.has(folder);
  await ensureFolder(ctx, folder, options);
  try {
    return await send(ctx, clean, options);
  } catch (error) {
    // Somebody removed the folder since this client last saw it: 404 (409 for chunks on 27).
    const gone = isScanferryError(error, "remote/not-found") || isScanferryError(error, "remote/conflict");
    if (!gone || !wasKnown) throw error;
    ctx.knownFolders.delete(folder);
    await ensureFolder(ctx, folder, options);
    return send(ctx, clean, options);
  }
}

/** 27 answers 423 to a `.part`, which looks like a lock that passes; so names are judged before anything is sent. */
function refuseForbiddenNames(ctx: NextcloudContext, path: string): void {
  const reasonOf = forbiddenName(ctx.capabilities);
  const reason = path
    .split("/")
    .map(reasonOf)
    .find((one) => one !== undefined);
  if (reason === undefined) return;
  throw new ScanferryError("remote/refused", `The server does not allow this file name: ${reason}.`, {
    hint: "Use letters, digits, '-', '_' and '.', at most 249 bytes.",
    subject: path,
  });
}

async function send(
  ctx: NextcloudContext,
  request: UploadRequest,
  options: UploadOptions,
): Promise<UploadResult> {
  const { lengthBytes } = request.body;
  if (lengthBytes === undefined || needsChunks(lengthBytes, options))
    return uploadChunks(ctx, request, options);
  try {
    return await uploadPlain(ctx, request, lengthBytes, options);
  } catch (error) {
    // A proxy takes smaller bodies than our threshold; the smallest chunks may still pass.
    const tooLarge = isScanferryError(error) && error.details?.["status"] === 413;
    if (!tooLarge || lengthBytes <= smallestChunkBytes) throw error;
    return uploadChunks(ctx, request, { ...options, chunkBytes: smallestChunkBytes });
  }
}
