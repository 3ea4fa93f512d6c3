import type { FileHandle } from "node:fs/promises";

/** Reads whole lines from a place on, in constant memory; `end` is asked anew, so that lines added meanwhile are seen. */
export async function* readLines(
  handle: FileHandle,
  start: number,
  end: () => number,
  blockBytes = 64 * 1024,
): AsyncGenerator<{ text: string; offset: number; length: number }> {
  let rest: Buffer = Buffer.alloc(0);
  let offset = start;
  let position = start;
  while (position < end()) {
    const block = Buffer.alloc(Math.min(blockBytes, end() - position));
    const { bytesRead } = await handle.read(block, 0, block.length, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    const data: Buffer =
      rest.length === 0 ? block.subarray(0, bytesRead) : Buffer.concat([rest, block.subarray(0, bytesRead)]);
    let from = 0;
    for (let found = data.indexOf(0x0a); found >= 0; found = data.indexOf(0x0a, from)) {
      yield { text: data.toString("utf8", from, found), offset, length: found + 1 - from };
      offset += found + 1 - from;
      from = found + 1;
    }
    rest = data.subarray(from);
  }
}
