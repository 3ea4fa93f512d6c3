import { cipherChunkBytes } from "../crypto/little-endian-ctr.js";

/**
 * Cuts a stream into chunks of exactly 256 KiB, the last one shorter. Chunks that fit already pass uncopied; the
 * others share one buffer, so a chunk is valid only until the next one is asked for.
 */
export async function* evenChunks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let pool: Buffer | undefined;
  let filled = 0;
  for await (const chunk of chunks) {
    let at = 0;
    while (at < chunk.length) {
      if (filled === 0 && chunk.length - at >= cipherChunkBytes) {
        yield chunk.subarray(at, at + cipherChunkBytes);
        at += cipherChunkBytes;
        continue;
      }
      pool ??= Buffer.allocUnsafeSlow(cipherChunkBytes);
      const take = Math.min(cipherChunkBytes - filled, chunk.length - at);
      pool.set(chunk.subarray(at, at + take), filled);
      filled += take;
      at += take;
      if (filled === cipherChunkBytes) {
        yield pool;
        filled = 0;
      }
    }
  }
  if (filled > 0 && pool !== undefined) yield pool.subarray(0, filled);
}
