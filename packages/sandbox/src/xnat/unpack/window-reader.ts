import type { FileHandle } from "node:fs/promises";

const WINDOW_BYTES = 4_194_304;

/**
 * Reads pieces of a file that lie mostly behind each other: one read of the disk serves many of them. The window is used
 * again, since four megabytes of fresh memory for each twenty files kept the garbage collector busy for a third of an import.
 */
export class WindowReader {
  #start = 0;
  #window: Buffer = Buffer.alloc(0);
  #room: Buffer = Buffer.alloc(0);

  constructor(
    private readonly file: FileHandle,
    readonly bytes: number,
  ) {}

  /** The bytes of a stretch, fewer where the file ends; good until the next read. */
  async read(at: number, bytes: number): Promise<Buffer> {
    const last = Math.min(at + bytes, this.bytes);
    if (at < this.#start || last > this.#start + this.#window.length) await this.#load(at, last - at);
    const from = at - this.#start;
    return this.#window.subarray(from, from + Math.max(0, last - at));
  }

  async #load(at: number, bytes: number): Promise<void> {
    const wanted = Math.max(0, Math.min(Math.max(bytes, WINDOW_BYTES), this.bytes - at));
    if (this.#room.length < wanted) this.#room = Buffer.allocUnsafe(wanted);
    const window = this.#room;
    let filled = 0;
    while (filled < wanted) {
      const { bytesRead } = await this.file.read(window, filled, wanted - filled, at + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    this.#start = at;
    this.#window = window.subarray(0, filled);
  }
}
