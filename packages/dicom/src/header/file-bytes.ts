import { close, constants, fstat, open, read } from "node:fs";
import type { Stats } from "node:fs";
import { promisify } from "node:util";

/** Plain descriptors behind promises; whoever opens one closes it. */
const openFile = promisify(open) as (path: string, flags: number) => Promise<number>;
export const statOpen = promisify(fstat) as (fd: number) => Promise<Stats>;
export const closeFile = promisify(close);

/** Opens a file for reading; a pipe in its place does not keep us waiting for a writer. */
export function openForReading(path: string): Promise<number> {
  return openFile(path, constants.O_RDONLY | constants.O_NONBLOCK);
}

/** Reads into the buffer from a place in the file, until it is full or the file ends; gives the filled part. */
export async function readAt(fd: number, buffer: Buffer, offset: number): Promise<Buffer> {
  let filled = 0;
  while (filled < buffer.length) {
    const count = await readOnce(fd, buffer, filled, offset + filled);
    if (count === 0) break;
    filled += count;
  }
  return buffer.subarray(0, filled);
}

function readOnce(fd: number, buffer: Buffer, from: number, position: number): Promise<number> {
  return new Promise((resolve, reject) => {
    read(fd, buffer, from, buffer.length - from, position, (error, count) => {
      if (error === null) resolve(count);
      else reject(error);
    });
  });
}
