import { createHash, type Hash } from "node:crypto";

import { sizeMismatch } from "../streams/counted-body.js";
import type { SentBytes } from "./upload-item.js";

type Digest = "md5" | "sha1" | "sha256";

/** Counts and hashes a whole source, and lets through what comes after the first `skipBytes`. */
export class HashBody {
  bytes = 0;
  readonly #hashes: ReadonlyMap<Digest, Hash>;

  constructor(digests: readonly Digest[]) {
    this.#hashes = new Map(digests.map((name) => [name, createHash(name)]));
  }

  async *through(source: AsyncIterable<Uint8Array>, skipBytes: number): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      const start = this.bytes;
      this.bytes += chunk.byteLength;
      for (const hash of this.#hashes.values()) hash.update(chunk);
      if (this.bytes <= skipBytes) continue;
      yield start >= skipBytes ? chunk : chunk.subarray(skipBytes - start);
    }
    if (this.bytes < skipBytes) throw sizeMismatch(skipBytes, this.bytes, "source", false);
  }

  /** The count and the digests; to be asked once. */
  sent(): SentBytes {
    const digests: { md5?: string; sha1?: string; sha256?: string } = {};
    for (const [name, hash] of this.#hashes) digests[name] = hash.digest("hex");
    return { bytes: this.bytes, ...digests };
  }
}
