import { Readable } from "node:stream";
import { createDeflateRaw } from "node:zlib";
import type { ArchiveEntry } from "./archive-entry.js";
import { centralHeader, dataDescriptor, endRecords, localHeader, type ZipRecord } from "./zip-records.js";

const FIXED_BYTES_PER_ENTRY = 30 + 46;
const END_BYTES = 22;

/** A zip, made while it is sent; only its directory is kept. */
export async function* zipStream(entries: Iterable<ArchiveEntry>, method: 0 | 8): AsyncGenerator<Uint8Array> {
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const record = { name: Buffer.from(entry.name), method, mtimeMs: entry.mtimeMs };
    const start = offset;
    const body = entry.body();
    const sum = body.crc32();
    const packed = method === 8 ? deflated(body.chunks()) : body.chunks();
    let packedBytes = 0;
    const sizes = { crc32: sum, bytes: body.bytes, packedBytes: body.bytes };
    const header = localHeader({ ...record, ...sizes });
    yield header;
    for await (const chunk of packed) {
      packedBytes += chunk.length;
      yield chunk;
    }
    offset += header.length + packedBytes;
    if (method === 8) {
      const descriptor = dataDescriptor({ ...sizes, packedBytes });
      offset += descriptor.length;
      yield descriptor;
    }
    const whole: ZipRecord = { ...record, ...sizes, packedBytes, offset: start };
    directory.push(centralHeader(whole));
  }
  const central = Buffer.concat(directory);
  yield Buffer.concat([central, endRecords(directory.length, central.length, offset)]);
}

/** How long a stored zip of these entries gets, below the sizes where its 64-bit form begins. */
export function storedZipBytes(entries: Iterable<ArchiveEntry>): number {
  let total = END_BYTES;
  for (const entry of entries)
    total += FIXED_BYTES_PER_ENTRY + 2 * Buffer.byteLength(entry.name) + entry.bytes;
  return total;
}

function deflated(chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  return Readable.from(chunks, { objectMode: false }).pipe(createDeflateRaw({ level: 6 }));
}
