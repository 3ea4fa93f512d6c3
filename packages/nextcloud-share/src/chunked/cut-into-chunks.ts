/** One piece of a file, in memory. */
export interface Chunk {
  /** Counted from 1. */
  readonly number: number;
  readonly bytes: Uint8Array;
  readonly last: boolean;
}

/**
 * Cuts a stream into chunks of one size (the last may be shorter). It reads one chunk ahead, to know which is the
 * last; an empty stream gives one empty chunk.
 */
export async function* cutIntoChunks(
  source: AsyncIterable<Uint8Array>,
  sizeBytes: number,
): AsyncGenerator<Chunk> {
  let buffer = Buffer.allocUnsafe(sizeBytes);
  let filled = 0;
  let number = 1;
  for await (const piece of source) {
    let rest = piece;
    while (rest.byteLength > 0) {
      if (filled === sizeBytes) {
        yield { number, bytes: buffer, last: false };
        number += 1;
        // The consumer may still be sending the old one.
        buffer = Buffer.allocUnsafe(sizeBytes);
        filled = 0;
      }
      const taken = rest.subarray(0, sizeBytes - filled);
      buffer.set(taken, filled);
      filled += taken.byteLength;
      rest = rest.subarray(taken.byteLength);
    }
  }
  yield { number, bytes: buffer.subarray(0, filled), last: true };
}
