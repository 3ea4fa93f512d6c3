import { ScanferryError, throwIfAborted } from "@scanferry/transfer";
import type { NextcloudContext } from "../client/context.js";
import { checkStored, isDamage } from "./check-stored.js";
import { hashingBody } from "./hashing-body.js";
import { stat } from "./stat.js";
import type { UploadOptions, UploadRequest, UploadResult } from "./upload-types.js";

/**
 * Takes a file that an earlier try stored (its answer was lost, or the program was killed), if it is the same to the
 * byte. The bytes are read again to know; a size that differs needs no reading.
 *
 * @throws {@link ScanferryError} `remote/exists` when it is another file.
 */
export async function adoptStored(
  ctx: NextcloudContext,
  request: UploadRequest,
  options: UploadOptions,
): Promise<UploadResult> {
  const { path, body } = request;
  const entry = await stat(ctx, path, options);
  if (body.lengthBytes !== undefined && entry?.sizeBytes !== body.lengthBytes) throw otherFile(path);
  let sizeBytes = 0;
  const hashed = hashingBody(body.open(), (total) => (sizeBytes = total));
  for await (const _piece of hashed.source) throwIfAborted(options.signal);
  const sha256 = hashed.digest();
  try {
    const stored = await checkStored(ctx, { path, sizeBytes, sha256 }, options);
    if (stored.verifiedBy === "size") throw otherFile(path);
    return { ...stored, path, sizeBytes, sha256, chunks: { sent: 0, kept: 0 } };
  } catch (error) {
    throw isDamage(error) ? otherFile(path, error) : error;
  }
}

/** Nothing is overwritten that is not known to be ours. */
export function otherFile(path: string, cause?: unknown): ScanferryError {
  return new ScanferryError("remote/exists", "A file of that name is there already.", {
    hint: "Nothing was overwritten. Remove it, or allow replacing it.",
    subject: path,
    ...(cause === undefined ? {} : { cause }),
  });
}
