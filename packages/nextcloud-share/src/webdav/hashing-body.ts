import { createHash } from "node:crypto";

/** A stream that is hashed and counted while it passes. */
export interface HashingBody {
  readonly source: AsyncIterable<Uint8Array>;
  /** SHA-256 of all that passed; call it once, after the end. */
  digest(): string;
}

/** Hashes a body on its way out; `onBytes` is told the total after each piece. */
export function hashingBody(
  source: AsyncIterable<Uint8Array>,
  onBytes?: (total: number) => void,
): HashingBody {
  const hash = createHash("sha256");
  let total = 0;
  async function* pass(): AsyncGenerator<Uint8Array> {
    for await (const piece of source) {
      hash.update(piece);
      total += piece.byteLength;
      yield piece;
      onBytes?.(total);
    }
  }
  return { source: pass(), digest: () => hash.digest("hex") };
}
