import { Readable } from "node:stream";
import { createInflateRaw } from "node:zlib";
import { isScanferryError } from "@scanferry/transfer";
import { damaged } from "./damaged.js";

/** Inflates a stream; what zlib cannot make sense of becomes `data/corrupt`. */
export async function* inflated(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: 64 * 1024 });
  const source = Readable.from(chunks, { objectMode: true, highWaterMark: 1 });
  source.on("error", (error) => inflate.destroy(error));
  try {
    for await (const chunk of source.pipe(inflate)) yield chunk as Buffer;
  } catch (error) {
    if (isScanferryError(error)) throw error;
    throw damaged("The archive is damaged: an entry cannot be decompressed.", {
      cause: error,
      subject: name,
    });
  } finally {
    source.destroy();
    inflate.destroy();
  }
}
