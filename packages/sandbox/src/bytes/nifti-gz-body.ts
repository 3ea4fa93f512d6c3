import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { HEADER_BYTES, niftiHeader, type Shape } from "../phantom/nifti-header.js";
import { type Filler, STORED_BYTES, storedHeader } from "./filler.js";

const TAIL_BYTES = 64;
const BLOCK = STORED_BYTES + 5;
/** gzip's header and trailer, the stored NIfTI header and the header of the last block. */
const FIXED_BYTES = 10 + 8 + 5 + HEADER_BYTES + 5;

/** The size that a `.nii.gz` of `wanted` bytes gets. */
export function niftiGzBytes(wanted: number): number {
  return Math.max(FIXED_BYTES + TAIL_BYTES, Math.floor(wanted));
}

/**
 * A real gzip of a real NIfTI, with all blocks stored so that its size can be chosen; what makes it this image's stands at
 * the end, so that the checksum before it is counted once per size.
 */
export function* niftiGzBody(bytes: number, words: string, filler: Filler): Generator<Uint8Array> {
  const room = bytes - FIXED_BYTES;
  const blocks = Math.max(0, Math.floor((room - TAIL_BYTES) / BLOCK));
  let rest = room - blocks * BLOCK;
  // Up to 63 bytes more than a block holds: then a second short block takes them.
  const second = rest > STORED_BYTES ? TAIL_BYTES : 0;
  if (second > 0) rest -= second + 5;
  const data = blocks * STORED_BYTES + rest + second;
  const header = niftiHeader(shapeOf(data), 1, "sandbox");
  const own = createHash("sha512").update(words).digest();
  const last = Buffer.concat([filler.noise.subarray(0, rest + second - TAIL_BYTES), own]);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(last, filler.sumOf(header, blocks)), 0);
  trailer.writeUInt32LE((HEADER_BYTES + data) % 2 ** 32, 4);
  yield Buffer.concat([
    Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]),
    storedHeader(HEADER_BYTES, false),
    header,
  ]);
  yield* filler.blockChunks(blocks);
  yield Buffer.concat([
    storedHeader(rest, second === 0),
    last.subarray(0, rest),
    ...(second === 0 ? [] : [storedHeader(second, true), last.subarray(rest)]),
    trailer,
  ]);
}

/** A box of two-byte voxels that fits in so many bytes; what is left over lies behind it, where readers do not look. */
function shapeOf(bytes: number): Shape {
  const voxels = Math.max(1, Math.floor(bytes / 2));
  const side = [1, 8, 64, 512, 4096].find((one) => voxels / (one * one) <= 32_767) ?? 32_767;
  return [side, side, Math.max(1, Math.floor(voxels / (side * side)))];
}
