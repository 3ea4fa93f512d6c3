import type { Digest } from "./digest.js";

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index << 24;
  for (let bit = 0; bit < 8; bit += 1) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value >>> 0;
});

/** PHP's `hash("crc32")`: CRC-32/BZIP2 whose four bytes are printed in reverse order. */
export function phpCrc32(): Digest {
  let value = 0xffffffff;
  return {
    update: (chunk) => {
      for (const byte of chunk) value = (value << 8) ^ (TABLE[(value >>> 24) ^ byte] ?? 0);
    },
    hex: () => {
      const buffer = Buffer.alloc(4);
      buffer.writeUInt32LE(~value >>> 0);
      return buffer.toString("hex");
    },
  };
}
