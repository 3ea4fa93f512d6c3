import type { Filler } from "../../bytes/filler.js";

const HEAD_BYTES = 512;

/** The size that an image of `wanted` bytes gets; below it there is no room for the header. */
export function mincBytes(wanted: number): number {
  return Math.max(HEAD_BYTES, Math.floor(wanted));
}

/**
 * A body that is MINC 2 as far as a reader of its first bytes can tell: an HDF5 superblock (version 0, as libminc writes
 * it) whose end-of-file address is the size, the words that make it this image's, and filler.
 */
export function* mincBody(bytes: number, words: string, filler: Filler): Generator<Uint8Array> {
  const head = Buffer.alloc(HEAD_BYTES);
  Buffer.from([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]).copy(head);
  head.writeUInt8(8, 13); // size of offsets
  head.writeUInt8(8, 14); // size of lengths
  head.writeUInt16LE(4, 16); // leaf node k
  head.writeUInt16LE(16, 18); // internal node k
  head.fill(0xff, 32, 40); // no free space
  head.writeBigUInt64LE(BigInt(bytes), 40); // end-of-file address
  head.fill(0xff, 48, 56); // no driver information
  head.writeBigUInt64LE(96n, 64); // root object header
  head.write(words.slice(0, 400), 104, "utf8");
  yield head;
  yield* filler.noiseChunks(bytes - HEAD_BYTES);
}
