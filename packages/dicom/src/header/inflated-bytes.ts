import { Readable, pipeline } from "node:stream";
import { createInflateRaw } from "node:zlib";
import { StreamBytes } from "./stream-bytes.js";

/** The content of a raw deflate stream, positions counted as if it stood where the stream begins. No more is inflated than is asked for. */
export function inflatedBytes(deflated: AsyncIterable<Uint8Array>, start: number): StreamBytes {
  const source = Readable.from(deflated, { objectMode: false });
  // Errors reach the reader of the inflated side; pipeline() closes the other one.
  const inflate = pipeline(source, createInflateRaw(), () => undefined);
  return new StreamBytes(inflate, start);
}
