import { createReadStream, type ReadStream } from "node:fs";

const pieceBytes = 256 * 1024;

/** Opens a file from its beginning, in pieces that suit a disk; with its size, a small one takes no large buffer. */
export function openFile(path: string, sizeBytes = pieceBytes): ReadStream {
  return createReadStream(path, { highWaterMark: Math.max(1, Math.min(pieceBytes, sizeBytes)) });
}
