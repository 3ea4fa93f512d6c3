import { createHash, getHashes } from "node:crypto";
import { crc32 as zlibCrc32 } from "node:zlib";
import { phpCrc32 } from "./php-crc32.js";

/** A digest under way. */
export interface Digest {
  update(chunk: Uint8Array): void;
  hex(): string;
}

/**
 * A digest by its PHP name; `undefined` for one that PHP does not have either.
 *
 * PHP's `crc32` is the bzip2 polynomial, its `crc32b` the one of zlib.
 */
export function createDigest(algorithm: string): Digest | undefined {
  const name = algorithm.toLowerCase();
  if (name === "crc32b") return checksumDigest(0, (chunk, value) => zlibCrc32(chunk, value));
  if (name === "crc32") return phpCrc32();
  if (name === "adler32") return checksumDigest(1, adler32);
  if (!getHashes().includes(name)) return undefined;
  const hash = createHash(name);
  return {
    update: (chunk) => {
      hash.update(chunk);
    },
    hex: () => hash.digest("hex"),
  };
}

function checksumDigest(start: number, step: (chunk: Uint8Array, value: number) => number): Digest {
  let value = start;
  return {
    update: (chunk) => {
      value = step(chunk, value);
    },
    hex: () => (value >>> 0).toString(16).padStart(8, "0"),
  };
}

/** Adler-32 as in RFC 1950; 5552 bytes is the longest run whose sums still fit 32 bits. */
function adler32(chunk: Uint8Array, value: number): number {
  let a = value & 0xffff;
  let b = value >>> 16;
  for (let start = 0; start < chunk.length; start += 5552) {
    for (const byte of chunk.subarray(start, start + 5552)) {
      a += byte;
      b += a;
    }
    a %= 65521;
    b %= 65521;
  }
  return ((b << 16) | a) >>> 0;
}
