import { retry } from "@scanferry/transfer";
import type { NextcloudContext } from "../client/context.js";
import { uploadsUrl } from "../webdav/dav-paths.js";
import { refusedUpload } from "../webdav/put-file.js";
import { retryOptions } from "../webdav/retry-options.js";
import type { UploadOptions } from "../webdav/upload-types.js";
import type { Chunk } from "./cut-into-chunks.js";
import { chunkName } from "./chunk-plan.js";
import { destinationUrl } from "./upload-folder.js";

/** The upload that a chunk belongs to. */
export interface ChunkedUpload {
  readonly id: string;
  readonly path: string;
  readonly totalBytes: number | undefined;
}

/**
 * Sends one chunk, again after faults that pass: it lies in memory, so a new try costs no new read.
 * `Destination` and `OC-Total-Length` go with every chunk, as servers with object storage (v2) demand; 32 also
 * checks the quota by them before the first byte is stored.
 */
export async function putChunk(
  ctx: NextcloudContext,
  upload: ChunkedUpload,
  chunk: Chunk,
  options: UploadOptions,
): Promise<void> {
  await retry(
    async () => {
      ctx.latch.check();
      const response = await ctx.http.bytes(
        "PUT",
        uploadsUrl(ctx.userId, upload.id, chunkName(chunk.number)),
        {
          headers: {
            Destination: destinationUrl(ctx, upload.path),
            ...(upload.totalBytes === undefined ? {} : { "OC-Total-Length": String(upload.totalBytes) }),
          },
          body: { lengthBytes: chunk.bytes.byteLength, source: pieces(chunk.bytes) },
          ...(options.signal === undefined ? {} : { signal: options.signal }),
        },
      );
      if (response.status === 401) {
        await response.dump();
        throw ctx.latch.trip();
      }
      if (response.status !== 201 && response.status !== 204) {
        throw await refusedUpload(ctx, response, upload.path);
      }
      await response.dump();
    },
    retryOptions(ctx, options, options.id ?? upload.path),
  );
}

/** Small pieces, so that a slow line shows as a slow stream and not as one long write. */
async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const pieceBytes = 256 * 1024;
  for (let at = 0; at < bytes.byteLength; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  await Promise.resolve();
}
