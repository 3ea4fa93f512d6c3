import { inflateRawSync } from "node:zlib";

/** Inflates small entries one after the other into memory that is used again. */
export class Inflater {
  #room: Buffer = Buffer.alloc(0);

  /** The bytes of a deflated entry, good until the next one. @param bytes - how many they are said to be */
  inflate(packed: Buffer, bytes: number): Buffer {
    return this.#stored(packed, bytes) ?? inflateRawSync(packed, { chunkSize: Math.max(64, bytes) });
  }

  /** Stored blocks alone, as a writer makes them that packs on the fly: they are copied, which is many times faster than zlib. */
  #stored(packed: Buffer, bytes: number): Buffer | undefined {
    if (this.#room.length < bytes) this.#room = Buffer.allocUnsafe(bytes);
    let [at, filled] = [0, 0];
    for (;;) {
      const head = packed[at];
      // Block type 0 and, since blocks of whole bytes follow each other, no bits left over from the one before.
      if (head === undefined || (head & 0b110) !== 0 || at + 5 > packed.length) return undefined;
      const length = packed.readUInt16LE(at + 1);
      if ((length ^ 0xffff) !== packed.readUInt16LE(at + 3) || filled + length > bytes) return undefined;
      packed.copy(this.#room, filled, at + 5, at + 5 + length);
      filled += length;
      at += 5 + length;
      if ((head & 1) === 1) return at <= packed.length ? this.#room.subarray(0, filled) : undefined;
    }
  }
}
