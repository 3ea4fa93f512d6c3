/** What one repetition of Deflate64 can stand for: 65538 bytes, 258 in the older method. */
export const longestRepetition = 65_538;

/**
 * Deflate64 data for `1 + repetitions * 65538` zeros in 29 bits per 64 KiB, denser than any archiver writes: one block
 * with the fixed codes (RFC 1951, 3.2.6), where length code 285 takes 16 more bits.
 */
export function deflate64Zeros(repetitions: number): Buffer {
  const bits: number[] = [];
  // Huffman codes go in with their first bit first, numbers with their last bit first.
  const code = (text: string): void => {
    for (const bit of text) bits.push(Number(bit));
  };
  const bytes: number[] = [];
  const flush = (): void => {
    while (bits.length >= 8) bytes.push(bits.splice(0, 8).reduce((sum, bit, at) => sum | (bit << at), 0));
  };
  code("110"); // The last block; fixed codes.
  code("00110000"); // Literal 0.
  for (let index = 0; index < repetitions; index++) {
    code(`11000101${"1".repeat(16)}00000`); // Length 3 + 65535, distance 1.
    flush();
  }
  code("00000000000000"); // The end, and padding.
  flush();
  return Buffer.from(bytes);
}
