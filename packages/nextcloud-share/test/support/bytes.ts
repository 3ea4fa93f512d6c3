import { createHash } from "node:crypto";
import type { UploadBody } from "../../src/index.js";

/** Bytes that are never the same in two places of a file, so that a swapped or repeated part shows. */
export function patternedBytes(length: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed >>> 0 || 1;
  for (let at = 0; at + 4 <= length; at += 4) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes.writeUInt32LE(state >>> 0, at);
  }
  return bytes;
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** A body that gives the same bytes each time, in pieces. */
export function bodyOf(
  bytes: Uint8Array,
  options: { known?: boolean; pieceBytes?: number } = {},
): UploadBody & { opened(): number } {
  let opened = 0;
  const { known = true, pieceBytes = 64 * 1024 } = options;
  return {
    ...(known ? { lengthBytes: bytes.byteLength } : {}),
    opened: () => opened,
    async *open() {
      opened += 1;
      await Promise.resolve();
      for (let at = 0; at < bytes.byteLength; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
    },
  };
}

export async function readAll(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces);
}
