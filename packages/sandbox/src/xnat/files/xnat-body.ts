import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { crc32 } from "node:zlib";
import { joinCrc32, zeroOperator, type ZeroOperator } from "../../bytes/crc-32.js";
import type { Filler } from "../../bytes/filler.js";

/** The bytes of a file; made, or read, while they are sent. */
export interface XnatBody {
  readonly bytes: number;
  readonly crc32: () => number;
  /** Hex. */
  readonly md5: () => string;
  /** The bytes from `start` to before `end`. */
  readonly chunks: (start?: number, end?: number) => Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** Bytes that are at hand. */
export function memoryBody(content: Uint8Array): XnatBody {
  return {
    bytes: content.length,
    crc32: () => crc32(content),
    md5: () => createHash("md5").update(content).digest("hex"),
    chunks: (start = 0, end = content.length) => (end > start ? [content.subarray(start, end)] : []),
  };
}

/** Bytes on disk. */
export function diskBody(
  path: string,
  of: { readonly bytes: number; readonly crc32: number; readonly md5: string },
): XnatBody {
  return {
    bytes: of.bytes,
    crc32: () => of.crc32,
    md5: () => of.md5,
    chunks: (start = 0, end = of.bytes) =>
      end > start ? createReadStream(path, { start, end: end - 1, highWaterMark: 262_144 }) : [],
  };
}

/** Makes bodies that are a head of their own and then filler, which all of them share: neither is kept, and no byte of the filler is summed twice. */
export class FilledBodies {
  readonly #sums = new Map<number, { readonly crc32: number; readonly operator: ZeroOperator }>();

  constructor(private readonly filler: Filler) {}

  body(head: Uint8Array, bytes: number): XnatBody {
    const rest = bytes - head.length;
    return {
      bytes,
      crc32: () => {
        const sum = this.#sumOf(rest);
        return joinCrc32(crc32(head), sum.crc32, sum.operator);
      },
      md5: () => {
        const hash = createHash("md5").update(head);
        for (const chunk of this.filler.noiseChunks(rest)) hash.update(chunk);
        return hash.digest("hex");
      },
      chunks: (start = 0, end = bytes) => this.#chunks(head, start, end),
    };
  }

  *#chunks(head: Uint8Array, start: number, end: number): Generator<Uint8Array> {
    if (start < head.length && end > start) yield head.subarray(start, Math.min(end, head.length));
    let at = Math.max(0, start - head.length);
    const last = end - head.length;
    const { noise } = this.filler;
    while (at < last) {
      const from = at % noise.length;
      const chunk = noise.subarray(from, Math.min(noise.length, from + last - at));
      yield chunk;
      at += chunk.length;
    }
  }

  #sumOf(bytes: number): { readonly crc32: number; readonly operator: ZeroOperator } {
    let sum = this.#sums.get(bytes);
    if (sum === undefined) {
      let value = 0;
      for (const chunk of this.filler.noiseChunks(bytes)) value = crc32(chunk, value);
      sum = { crc32: value, operator: zeroOperator(bytes) };
      if (this.#sums.size > 4096) this.#sums.clear();
      this.#sums.set(bytes, sum);
    }
    return sum;
  }
}
