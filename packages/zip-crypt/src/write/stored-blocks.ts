const maxBlockBytes = 0xffff;
const blockHeaderBytes = 5;

/** Length of `sizeBytes` bytes as stored deflate blocks: five bytes per block of at most 65535 (RFC 1951, 3.2.4). */
export function storedBlocksLength(sizeBytes: number): number {
  return sizeBytes + blockHeaderBytes * Math.max(1, Math.ceil(sizeBytes / maxBlockBytes));
}

/**
 * Wraps bytes in stored deflate blocks by hand: zlib at level 0 chooses its own block lengths, so that its output has
 * no predictable length. Blocks are cut by position alone, whatever the chunks of the source.
 */
export async function* storedBlocks(
  chunks: AsyncIterable<Uint8Array>,
  sizeBytes: number | undefined,
): AsyncGenerator<Buffer> {
  let left = sizeBytes ?? Infinity;
  let block = newBlock(left);
  let filled = 0;
  for await (const chunk of chunks) {
    let at = 0;
    while (at < chunk.length) {
      if (filled === maxBlockBytes) {
        yield closeBlock(block, filled, false);
        left -= filled;
        block = newBlock(left);
        filled = 0;
      }
      const take = Math.min(maxBlockBytes - filled, chunk.length - at);
      block.set(chunk.subarray(at, at + take), blockHeaderBytes + filled);
      filled += take;
      at += take;
    }
  }
  yield closeBlock(block, filled, true);
}

/** No larger than what is left, because archives of small files would spend their time on freeing large buffers. */
function newBlock(leftBytes: number): Buffer {
  return Buffer.allocUnsafeSlow(blockHeaderBytes + Math.min(maxBlockBytes, leftBytes));
}

function closeBlock(block: Buffer, filled: number, last: boolean): Buffer {
  block.writeUInt8(last ? 1 : 0, 0);
  block.writeUInt16LE(filled, 1);
  block.writeUInt16LE(~filled & 0xffff, 3);
  return block.subarray(0, blockHeaderBytes + filled);
}
