import type { FileHandle } from "node:fs/promises";

/** Reads whole lines from a place on, in constant memory; `end` is asked anew, so that lines added meanwhile are seen. */
export async function* readLines(
  handle: FileHandle,
  start: number,
  end: () => number,
  blockBytes = 64 * 1024,
): AsyncGenerator<{ text: string; offset: number; length: number }> {
  // One block for all: V8 is late to free buffers, so that a fresh one per read leaves some 50 MB behind a long journal.
  let block = Buffer.alloc(blockBytes);
  let held = 0;
  let offset = start;
  let position = start;
  while (position < end()) {
    if (held === block.length) block = Buffer.concat([block], 2 * block.length);
    const room = Math.min(block.length - held, end() - position);
    const { bytesRead } = await handle.read(block, held, room, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    const data = block.subarray(0, held + bytesRead);
    let from = 0;
    for (let found = data.indexOf(0x0a); found >= 0; found = data.indexOf(0x0a, from)) {
      yield { text: data.toString("utf8", from, found), offset, length: found + 1 - from };
      offset += found + 1 - from;
      from = found + 1;
    }
    data.copyWithin(0, from);
    held = data.length - from;
  }
}
