import { ScanferryError } from "@scanferry/transfer";
import type { NextcloudContext } from "../client/context.js";
import type { UploadOptions } from "../webdav/upload-types.js";
import { chunkName } from "./chunk-plan.js";
import { cutIntoChunks } from "./cut-into-chunks.js";
import type { ChunkedUpload } from "./put-chunk.js";
import { putChunk } from "./put-chunk.js";
import { listUploadFolder, makeUploadFolder, removeUploadFolder } from "./upload-folder.js";

/** What {@link sendChunks} did. */
export interface SentChunks {
  readonly totalBytes: number;
  readonly sent: number;
  /** Chunks of an earlier try that lay on the server in full length. */
  readonly kept: number;
}

/**
 * Brings all chunks of a stream to the server: those that lie there in full length are passed over, those of another
 * length are sent again, and leftovers of another cut are removed, because the server would join them, too.
 */
export async function sendChunks(
  ctx: NextcloudContext,
  upload: ChunkedUpload & { readonly chunkBytes: number },
  source: AsyncIterable<Uint8Array>,
  options: UploadOptions,
): Promise<SentChunks> {
  const isNew = await makeUploadFolder(ctx, upload.id, upload.path, options);
  const there = isNew ? undefined : await listUploadFolder(ctx, upload.id, options);
  const lengths = there ?? new Map<string, number>();
  let totalBytes = 0;
  let sent = 0;
  let kept = 0;
  let sending: Promise<void> = Promise.resolve();
  try {
    for await (const { number, bytes } of cutIntoChunks(source, upload.chunkBytes)) {
      // The next chunk is read while this one travels, and its buffer is free only afterwards.
      await sending;
      const name = chunkName(number);
      totalBytes += bytes.byteLength;
      if (lengths.get(name) === bytes.byteLength) kept += 1;
      else {
        sent += 1;
        sending = putChunk(ctx, upload, { number, bytes }, options);
        // Awaited above or below; without this, a failure meanwhile would count as unhandled.
        sending.catch(() => undefined);
      }
      lengths.delete(name);
    }
  } finally {
    await sending;
  }
  if (upload.totalBytes !== undefined && totalBytes !== upload.totalBytes) {
    throw new ScanferryError(
      "data/size-mismatch",
      "The source gave another number of bytes than announced.",
      {
        hint: "The file changed while it was read; run the same command again.",
        details: { announcedBytes: upload.totalBytes, readBytes: totalBytes },
      },
    );
  }
  for (const name of lengths.keys()) await removeUploadFolder(ctx, upload.id, name, options);
  return { totalBytes, sent, kept };
}
