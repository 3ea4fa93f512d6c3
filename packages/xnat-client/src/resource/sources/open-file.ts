import { createReadStream, type ReadStream } from "node:fs";

/** Opens a file from its beginning, in pieces that suit a disk. */
export function openFile(path: string): ReadStream {
  return createReadStream(path, { highWaterMark: 256 * 1024 });
}
