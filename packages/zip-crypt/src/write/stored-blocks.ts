const maxBlockBytes = 0xffff;
const blockHeaderBytes = 5;
const blocksPerBuffer = 4;

/** Length of `sizeBytes` bytes as stored deflate blocks: five bytes per block of at most 65535 (RFC 1951, 3.2.4). */
export function storedBlocksLength(sizeBytes: number): number {
  return sizeBytes + blockHeaderBytes * Math.max(1, Math.ceil(sizeBytes / maxBlockBytes));
}

/**
 * Wraps bytes in stored deflate blocks by hand: zlib at level 0 chooses its own block lengths, so that its output has
 * no predictable length. Blocks are cut by position alone, whatever the chunks of the source; several of them leave in one
 * buffer, because sinks and the collector of garbage pay per buffer.
 */
export async function* storedBlocks(
  chunks: AsyncIterable<Uint8Array>,
  sizeBytes: number | undefined,
): AsyncGenerator<Buffer> {
  let left = sizeBytes ?? Infinity;
  let buffer = newBuffer(left);
  let start = 0;
  let filled = 0;
  for await (const chunk of chunks) {
    let at = 0;
    while (at < chunk.length) {
      if (filled === maxBlockBytes) {
        closeBlock(buffer, start, filled, false);
        start += blockHeaderBytes + filled;
        left -= filled;
        filled = 0;
        if (start + blockHeaderBytes >= buffer.length) {
          yield buffer;
          buffer = newBuffer(left);
          start = 0;
        }
      }
      const take = Math.min(maxBlockBytes - filled, chunk.length - at);
      buffer.set(chunk.subarray(at, at + take), start + blockHeaderBytes + filled);
      filled += take;
      at += take;
    }
  }
  closeBlock(buffer, start, filled, true);
  yield buffer.subarray(0, start + blockHeaderBytes + filled);
}

/** Whole blocks, and no more than what is left: archives of small files would spend their time on freeing large buffers. */
function newBuffer(leftBytes: number): Buffer {
  return Buffer.allocUnsafeSlow(storedBlocksLength(Math.min(blocksPerBuffer * maxBlockBytes, leftBytes)));
}

function closeBlock(buffer: Buffer, start: number, filled: number, last: boolean): void {
  buffer.writeUInt8(last ? 1 : 0, start);
  buffer.writeUInt16LE(filled, start + 1);
  buffer.writeUInt16LE(~filled & 0xffff, start + 3);
}
