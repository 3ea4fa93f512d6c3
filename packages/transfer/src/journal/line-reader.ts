import type { FileHandle } from "node:fs/promises";

const blockBytes = 16 * 1024;

/** Reads single lines by their places. What was read last is kept: who asks for one line mostly asks for its neighbors next. */
export class LineReader {
  readonly #handle: FileHandle;
  readonly #end: () => number;
  #memory = Buffer.alloc(0);
  #block = { bytes: Buffer.alloc(0), offset: 0 };
  #turn: Promise<unknown> = Promise.resolve();

  /** @param end Where the lines end; it is asked anew each time. */
  constructor(handle: FileHandle, end: () => number) {
    this.#handle = handle;
    this.#end = end;
  }

  /** Gives the line that begins at a place, without its end; nothing behind the last one. */
  async at(offset: number): Promise<string | undefined> {
    const line = this.#inBlock(offset);
    if (line !== undefined) return line;
    // One at a time: the one before may bring this line too.
    const mine = this.#turn.then(() => this.#inBlock(offset) ?? this.#read(offset, blockBytes));
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  /** Says that lines were changed in place. */
  forget(): void {
    this.#block = { bytes: Buffer.alloc(0), offset: 0 };
  }

  #inBlock(offset: number): string | undefined {
    const { bytes, offset: begin } = this.#block;
    if (offset < begin || offset >= begin + bytes.length) return undefined;
    const start = offset - begin;
    const end = bytes.indexOf(0x0a, start);
    return end < 0 ? undefined : bytes.toString("utf8", start, end);
  }

  async #read(offset: number, length: number): Promise<string | undefined> {
    const wanted = Math.min(length, this.#end() - offset);
    if (wanted <= 0) return undefined;
    this.forget();
    if (this.#memory.length < wanted) this.#memory = Buffer.alloc(length);
    const { bytesRead } = await this.#handle.read(this.#memory, 0, wanted, offset);
    this.#block = { bytes: this.#memory.subarray(0, bytesRead), offset };
    const line = this.#inBlock(offset);
    return line !== undefined || bytesRead < length ? line : this.#read(offset, 4 * length);
  }
}
