import { crc32 } from "node:zlib";
import { seededRandom } from "../phantom/seeded-random.js";

const NOISE_BYTES = 1_048_576;
/** The longest stored block of deflate. */
export const STORED_BYTES = 65_535;
const BLOCKS_PER_FRAME = 16;

/** Bytes without meaning that are made once and sent again and again: a gigabyte costs no memory and next to no time. */
export class Filler {
  #noise: Buffer | undefined;
  #frame: Buffer | undefined;
  readonly #sums = new Map<string, number>();

  /** A megabyte that looks random. */
  get noise(): Buffer {
    if (this.#noise === undefined) {
      const random = seededRandom("loris");
      this.#noise = Buffer.alloc(NOISE_BYTES);
      for (let at = 0; at < NOISE_BYTES; at += 4) this.#noise.writeUInt32LE((random() * 2 ** 32) >>> 0, at);
    }
    return this.#noise;
  }

  /** What every stored block holds. */
  get stored(): Buffer {
    return this.noise.subarray(0, STORED_BYTES);
  }

  /** Sixteen stored blocks in a row, with their headers. */
  get frame(): Buffer {
    this.#frame ??= Buffer.concat(
      Array.from({ length: BLOCKS_PER_FRAME }, () => [storedHeader(STORED_BYTES, false), this.stored]).flat(),
    );
    return this.#frame;
  }

  /** `bytes` bytes of noise, in chunks of a megabyte. */
  *noiseChunks(bytes: number): Generator<Uint8Array> {
    for (let left = bytes; left > 0; left -= NOISE_BYTES)
      yield left >= NOISE_BYTES ? this.noise : this.noise.subarray(0, left);
  }

  /** `count` full stored blocks, in chunks of sixteen. */
  *blockChunks(count: number): Generator<Uint8Array> {
    for (let left = count; left > 0; left -= BLOCKS_PER_FRAME)
      yield left >= BLOCKS_PER_FRAME ? this.frame : this.frame.subarray(0, left * (STORED_BYTES + 5));
  }

  /** CRC-32 of a beginning with `count` full blocks behind it; remembered, because a gigabyte takes a while. */
  sumOf(start: Uint8Array, count: number): number {
    const first = crc32(start);
    const key = `${String(first)}/${String(count)}`;
    let sum = this.#sums.get(key);
    if (sum === undefined) {
      sum = first;
      for (let block = 0; block < count; block += 1) sum = crc32(this.stored, sum);
      if (this.#sums.size > 1000) this.#sums.clear();
      this.#sums.set(key, sum);
    }
    return sum;
  }
}

/** The five bytes before a stored block of deflate (RFC 1951, 3.2.4). */
export function storedHeader(bytes: number, last: boolean): Buffer {
  const header = Buffer.alloc(5);
  header.writeUInt8(last ? 1 : 0, 0);
  header.writeUInt16LE(bytes, 1);
  header.writeUInt16LE(~bytes & 0xffff, 3);
  return header;
}
