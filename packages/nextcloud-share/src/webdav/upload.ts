import { ScanferryError, isScanferryError, retry } from "@scanferry/transfer";
import { needsChunks } from "../chunked/chunk-plan.js";
import { uploadChunks } from "../chunked/upload-chunks.js";
import type { NextcloudContext } from "../client/context.js";
import { parentOf, remotePath } from "../http/encode-path.js";
import { checkStored } from "./check-stored.js";
import { ensureFolder } from "./ensure-folder.js";
import type { PutRequest } from "./put-file.js";
import { putFile } from "./put-file.js";
import { remove } from "./remove.js";
import { retryOptions } from "./retry-options.js";
import { stat } from "./stat.js";
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
  await ensureFolder(ctx, parentOf(path), options);
  const { lengthBytes } = request.body;
  const clean = { ...request, path };
  if (lengthBytes === undefined || needsChunks(lengthBytes, options))
    return uploadChunks(ctx, clean, options);
  return uploadPlain(ctx, clean, lengthBytes, options);
}

async function uploadPlain(
  ctx: NextcloudContext,
  request: UploadRequest,
  lengthBytes: number,
  options: UploadOptions,
): Promise<UploadResult> {
  const { path } = request;
  const id = options.id ?? path;
  const body = { ...request.body, lengthBytes };
  const earlier: { damagedEtag?: string | undefined; doubtful: boolean } = { doubtful: false };
  const attempt = async (): Promise<UploadResult> => {
    const onBytes = (bytes: number): void =>
      options.onEvent?.({ type: "progress", id, bytes, sizeBytes: lengthBytes });
    const fresh = request.replace === true ? "any" : "new";
    // A damaged version that an earlier try left may be overwritten, and no other.
    const over: PutRequest["over"] =
      earlier.damagedEtag === undefined ? fresh : { etag: earlier.damagedEtag };
    let answer;
    try {
      answer = await putFile(
        ctx,
        { path, body, over, mtime: request.mtime },
        { signal: options.signal, onBytes },
      );
    } catch (error) {
      // The answer to an earlier try may have been lost although the file was stored: look at it before giving up.
      if (earlier.doubtful && isScanferryError(error, "remote/exists"))
        return adoptStored(ctx, request, lengthBytes, options);
      earlier.doubtful ||= isScanferryError(error) && error.code.startsWith("net/");
      throw error;
    }
    try {
      const { sent: sha256, received } = answer;
      const stored = await checkStored(ctx, { path, sizeBytes: lengthBytes, sha256, received }, options);
      const { etag, fileId } = stored.entry;
      return {
        path,
        sizeBytes: lengthBytes,
        sha256,
        verifiedBy: stored.verifiedBy,
        etag,
        fileId,
        chunks: { sent: 0, kept: 0 },
      };
    } catch (error) {
      if (isDamage(error) && request.replace !== true) earlier.damagedEtag = answer.etag;
      throw error;
    }
  };
  try {
    return await retry(attempt, retryOptions(ctx, options, id));
  } catch (error) {
    // What is known to be damaged must not stand under a name that somebody may share.
    const { damagedEtag } = earlier;
    if (isDamage(error) && damagedEtag !== undefined)
      await remove(ctx, path, { ifMatch: damagedEtag }).catch(() => undefined);
    throw error;
  }
}

/** Takes a file that an earlier try of this very upload stored, if it is the same to the byte. */
async function adoptStored(
  ctx: NextcloudContext,
  request: UploadRequest,
  lengthBytes: number,
  options: UploadOptions,
): Promise<UploadResult> {
  const { createHash } = await import("node:crypto");
  const { path } = request;
  const hash = createHash("sha256");
  for await (const piece of request.body.open()) hash.update(piece);
  const sha256 = hash.digest("hex");
  const entry = await stat(ctx, path, options);
  const stored = await checkStored(ctx, { path, sizeBytes: lengthBytes, sha256 }, options).catch(
    (cause: unknown) => {
      if (!isDamage(cause)) throw cause;
      throw new ScanferryError("remote/exists", "Another file of that name is there already.", {
        hint: "Nothing was overwritten. Remove it, or allow replacing it.",
        cause,
        subject: path,
      });
    },
  );
  return {
    path,
    sizeBytes: lengthBytes,
    sha256,
    verifiedBy: stored.verifiedBy,
    etag: entry?.etag,
    fileId: entry?.fileId,
    chunks: { sent: 0, kept: 0 },
  };
}

function isDamage(error: unknown): boolean {
  return isScanferryError(error, "data/size-mismatch") || isScanferryError(error, "data/checksum-mismatch");
}
