/** One piece of a file, in memory. */
export interface Chunk {
  /** Counted from 1. */
  readonly number: number;
  /** Valid until the next but one chunk is asked for: two buffers take turns, so that memory stays flat. */
  readonly bytes: Uint8Array;
}

/**
 * Cuts a stream into chunks of one size (the last may be shorter); an empty stream gives one empty chunk.
 * While one chunk travels, the next is read into the other buffer; the consumer waits for a chunk to be sent before it
 * asks for the next but one.
 */
export async function* cutIntoChunks(
  source: AsyncIterable<Uint8Array>,
  sizeBytes: number,
): AsyncGenerator<Chunk> {
  const buffers: [Buffer | undefined, Buffer | undefined] = [undefined, undefined];
  let number = 1;
  let filled = 0;
  const buffer = (): Buffer => (buffers[number % 2 === 0 ? 0 : 1] ??= Buffer.allocUnsafe(sizeBytes));
  for await (const piece of source) {
    let rest = piece;
    while (rest.byteLength > 0) {
      if (filled === sizeBytes) {
        yield { number, bytes: buffer() };
        number += 1;
        filled = 0;
      }
      const taken = rest.subarray(0, sizeBytes - filled);
      buffer().set(taken, filled);
      filled += taken.byteLength;
      rest = rest.subarray(taken.byteLength);
    }
  }
  yield { number, bytes: buffer().subarray(0, filled) };
}
