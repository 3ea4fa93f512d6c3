/** A copy of the chunk with one bit turned over, when byte `at` of the whole lies in it; else the chunk itself. */
export function flipByte(chunk: Uint8Array, start: number, at: number): Uint8Array {
  const index = at - start;
  const byte = chunk[index];
  if (byte === undefined) return chunk;
  const copy = Uint8Array.from(chunk);
  copy[index] = byte ^ 1;
  return copy;
}
