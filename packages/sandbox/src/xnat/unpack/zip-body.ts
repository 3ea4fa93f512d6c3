import { inflateRawSync } from "node:zlib";
import { lazySums, packedBody, readRange } from "../files/disk-range.js";
import type { XnatBody } from "../files/xnat-body.js";

/** A small entry of a zip that stays on the disk: it is unpacked when it is read, so that an import writes its bytes once. */
export function zipBody(
  path: string,
  of: {
    readonly start: number;
    readonly packedBytes: number;
    readonly bytes: number;
    readonly method: number;
  },
): XnatBody {
  if (of.method === 0) return packedBody(path, of.start, of.bytes);
  function* chunks(start = 0, end = of.bytes): Generator<Uint8Array> {
    const packed = Buffer.concat([...readRange(path, of.start, of.start + of.packedBytes)]);
    if (end > start) yield inflateRawSync(packed).subarray(start, end);
  }
  return { bytes: of.bytes, chunks, ...lazySums(() => chunks()) };
}
