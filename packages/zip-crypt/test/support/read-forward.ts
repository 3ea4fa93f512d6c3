import { type ForwardZipSource, type ReadZipForwardOptions, readZipForward } from "../../src/index.js";
import { gather, pieces } from "./gather.js";

/** Reads an archive forward to its end and gives what was in it, entry by entry. */
export async function readForward(
  source: ForwardZipSource | Uint8Array,
  options: ReadZipForwardOptions = {},
): Promise<[name: string, content: Buffer][]> {
  const stream = source instanceof Uint8Array ? pieces(source, 64 * 1024) : source;
  const read: [string, Buffer][] = [];
  for await (const entry of readZipForward(stream, options)) {
    read.push([entry.name, await gather(entry.body)]);
  }
  return read;
}
