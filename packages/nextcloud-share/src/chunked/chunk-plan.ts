import { ScanferryError } from "@scanferry/transfer";
import type { NextcloudContext } from "../client/context.js";

const MiB = 1024 * 1024;
/** Real v2 chunking (S3 behind Nextcloud) takes parts numbered 1 to 10000, each of at least 5 MB but the last. */
const chunksLimit = 10_000;
export const smallestChunkBytes = 5 * MiB;
const defaultChunkBytes = 10 * MiB;
/** Bodies above 100 MB are refused by some proxies (Cloudflare), and 32 names 100 MiB as its `max_size`. */
const defaultThresholdBytes = 100 * MiB;

/** Tells whether a file of this size travels in chunks. */
export function needsChunks(lengthBytes: number, options: { chunkThresholdBytes?: number }): boolean {
  return lengthBytes > (options.chunkThresholdBytes ?? defaultThresholdBytes);
}

/**
 * Chooses the size of the chunks: as asked, at least 5 MiB, at most what the server takes, and large enough that
 * 10,000 are enough. One chunk is held in memory, so the default is small.
 *
 * @throws {@link ScanferryError} `remote/refused` when the file is too large for the server's chunks.
 */
export function chunkSize(
  ctx: Pick<NextcloudContext, "capabilities">,
  lengthBytes: number | undefined,
  asked?: number,
): number {
  const told = ctx.capabilities.files?.chunked_upload?.max_size;
  const most = told !== undefined && told > 0 ? told : 100 * MiB;
  const needed = lengthBytes === undefined ? 0 : Math.ceil(lengthBytes / chunksLimit);
  const size = Math.min(most, Math.max(smallestChunkBytes, asked ?? defaultChunkBytes, needed));
  if (lengthBytes !== undefined && size * chunksLimit < lengthBytes) throw tooManyChunks();
  return size;
}

/** The name of the n-th chunk, from 1: zero-padded, because v1 servers join them in the order of their names. */
export function chunkName(number: number): string {
  if (number > chunksLimit) throw tooManyChunks();
  return String(number).padStart(5, "0");
}

function tooManyChunks(): ScanferryError {
  return new ScanferryError(
    "remote/refused",
    "The file is too large for 10,000 chunks of the size that the server takes.",
    {
      hint: "Ask the administrator for larger chunks (files.chunked_upload.max_size), or name a larger chunk size.",
    },
  );
}
