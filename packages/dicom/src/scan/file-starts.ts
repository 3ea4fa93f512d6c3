import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import type { Stats } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import { closeFile, openForReading, readAt, statOpen } from "../header/file-bytes.js";
import { firstBytes } from "../header/parse-file.js";

/** An open file and its first bytes, which are overwritten when the work is done. */
export interface FileStart {
  readonly fd: number;
  readonly stats: Stats;
  readonly first: Buffer;
}

/** A local file is there in some hundredths of a millisecond; what takes longer is read by the thread pool, many at once. */
const slowMs = 2;
/** How many files are read by the pool before the disk gets another chance. */
const filesByPool = 64;
/** How long the event loop waits for us at most. */
const turnMs = 8;

/**
 * Opens files and reads their first bytes: synchronously, as long as the disk is quick, because the way through the thread pool
 * costs more than the reading (docs/develop/decisions/0901-headers-by-our-own-walk.md).
 */
export class FileStarts {
  readonly #buffers: Buffer[] = [];
  #byPool = 0;
  #turn = performance.now();

  async read<T>(path: string, work: (file: FileStart) => Promise<T>): Promise<T> {
    const buffer = this.#buffers.pop() ?? Buffer.allocUnsafeSlow(firstBytes);
    try {
      if (this.#byPool > 0) return await this.#byThreads(path, buffer, work);
      return await this.#atOnce(path, buffer, work);
    } finally {
      this.#buffers.push(buffer);
    }
  }

  async #atOnce<T>(path: string, buffer: Buffer, work: (file: FileStart) => Promise<T>): Promise<T> {
    if (performance.now() - this.#turn > turnMs) {
      await nextTurn();
      this.#turn = performance.now();
    }
    const start = performance.now();
    const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stats = fstatSync(fd);
      const first = buffer.subarray(0, readSync(fd, buffer, 0, Math.min(firstBytes, stats.size), 0));
      if (performance.now() - start > slowMs) this.#byPool = filesByPool;
      return await work({ fd, stats, first });
    } finally {
      closeSync(fd);
    }
  }

  async #byThreads<T>(path: string, buffer: Buffer, work: (file: FileStart) => Promise<T>): Promise<T> {
    this.#byPool--;
    const fd = await openForReading(path);
    try {
      const stats = await statOpen(fd);
      return await work({ fd, stats, first: await readAt(fd, buffer, 0) });
    } finally {
      await closeFile(fd);
    }
  }
}
