import { Readable } from "node:stream";
import { createDeflateRaw } from "node:zlib";

/** Deflates a stream. Its chunks are copied, because the source may reuse them while zlib still reads. */
export async function* deflated(chunks: AsyncIterable<Uint8Array>, level: number): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw({ level });
  const source = Readable.from(copies(chunks), { objectMode: false, highWaterMark: 0 });
  source.on("error", (error) => deflate.destroy(error));
  try {
    for await (const chunk of source.pipe(deflate)) yield chunk as Buffer;
  } finally {
    source.destroy();
    deflate.destroy();
  }
}

async function* copies(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield Buffer.from(chunk);
}
