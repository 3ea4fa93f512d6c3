import type { FileHandle } from "node:fs/promises";
import { cipherChunkBytes } from "../crypto/little-endian-ctr.js";

/**
 * Reads an open file in chunks of 256 KiB with one chunk read ahead, so that the disk works while the last one is
 * encrypted. Two buffers take turns: a chunk is valid only until the next one is asked for.
 */
export async function* readFileChunks(file: FileHandle): AsyncGenerator<Uint8Array> {
  let current = Buffer.allocUnsafeSlow(cipherChunkBytes);
  let ahead = Buffer.allocUnsafeSlow(cipherChunkBytes);
  let position = 0;
  let reading = fill(file, ahead, position);
  try {
    for (;;) {
      const length = await reading;
      [current, ahead] = [ahead, current];
      position += length;
      const more = length === cipherChunkBytes;
      if (more) reading = fill(file, ahead, position);
      if (length > 0) yield current.subarray(0, length);
      if (!more) return;
    }
  } finally {
    // A read that is still under way must not outlive the file, and its failure was either thrown or no longer matters.
    await reading.catch(() => undefined);
  }
}

/** Fills the buffer, because a read may return less than was asked for long before the end. */
async function fill(file: FileHandle, buffer: Buffer, position: number): Promise<number> {
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}
