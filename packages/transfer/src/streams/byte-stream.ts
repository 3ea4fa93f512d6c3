/** Bytes as they come, chunk by chunk. */
export interface ByteStream extends AsyncIterable<Uint8Array> {
  /**
   * Gives the memory of a chunk back once nothing uses it any more, so that the next bytes are received into it: at 1 GB/s, making
   * and collecting buffers costs as much as hashing. Call it once per chunk at most; what is never given back is collected as usual.
   */
  release?(chunk: Uint8Array): void;
}
