import type { FileHandle } from "node:fs/promises";

import { fsError } from "../../errors/from-fs.js";
import { readLines } from "../../journal/read-lines.js";
import { ownFolder } from "../download-context.js";

const flushedFromChars = 256 * 1024;
const blockBytes = 64 * 1024;

/** A temporary file that is open. */
export interface TempFile {
  handle: FileHandle;
  /** Closes and removes it. */
  close(): Promise<void>;
}

/** Rows of plain data in a temporary file that is made with the first one; they are read in order, or each by its number. */
export class RowSpool<T> {
  readonly #openTemp: () => Promise<TempFile>;
  #file: Promise<TempFile> | undefined;
  #waiting: string[] = [];
  #waitingChars = 0;
  #end = 0;
  #writing: Promise<unknown> = Promise.resolve();
  #offsets = new Float64Array(1024);
  #count = 0;
  /** The bytes that were read last: a stream mostly has the list's order. */
  #block: { bytes: Buffer; offset: number } = { bytes: Buffer.alloc(0), offset: 0 };

  constructor(openTemp: () => Promise<TempFile>) {
    this.#openTemp = openTemp;
  }

  /** Adds a row. */
  async add(row: T): Promise<void> {
    const line = `${JSON.stringify(row)}\n`;
    if (this.#count >= this.#offsets.length) {
      const offsets = new Float64Array(2 * this.#offsets.length);
      offsets.set(this.#offsets);
      this.#offsets = offsets;
    }
    this.#offsets[this.#count++] = this.#end;
    this.#end += Buffer.byteLength(line);
    this.#waiting.push(line);
    this.#waitingChars += line.length;
    if (this.#waitingChars >= flushedFromChars) await this.#flush();
  }

  /** Gives a row by its number, from 0. */
  async at(number: number): Promise<T | undefined> {
    const offset = this.#offsets[number];
    if (number >= this.#count || offset === undefined) return undefined;
    const line = this.#inBlock(offset) ?? (await this.#read(offset, number));
    return line === undefined ? undefined : (JSON.parse(line) as T);
  }

  /** Gives all rows in their order. */
  async *rows(): AsyncGenerator<T, void, undefined> {
    if (this.#count === 0) return;
    const { handle } = await this.#flush();
    for await (const { text } of readLines(handle, 0, () => this.#end)) yield JSON.parse(text) as T;
  }

  /** Removes the file. */
  async close(): Promise<void> {
    const file = await this.#file?.catch(() => undefined);
    await file?.close();
  }

  #inBlock(offset: number): string | undefined {
    const { bytes, offset: begin } = this.#block;
    if (offset < begin || offset >= begin + bytes.length) return undefined;
    const start = offset - begin;
    const end = bytes.indexOf(0x0a, start);
    return end < 0 ? undefined : bytes.toString("utf8", start, end);
  }

  async #read(offset: number, number: number): Promise<string | undefined> {
    const { handle } = await this.#flush();
    const next = number + 1 < this.#count ? (this.#offsets[number + 1] ?? this.#end) : this.#end;
    const bytes = Buffer.allocUnsafe(Math.max(blockBytes, next - offset));
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, offset).catch((error: unknown) => {
      throw fsError(error, ownFolder);
    });
    this.#block = { bytes: bytes.subarray(0, bytesRead), offset };
    return this.#inBlock(offset);
  }

  async #flush(): Promise<TempFile> {
    const file = await (this.#file ??= this.#openTemp());
    const block = Buffer.from(this.#waiting.join(""));
    const position = this.#end - block.length;
    this.#waiting = [];
    this.#waitingChars = 0;
    const before = this.#writing;
    const mine = before.then(async () => {
      for (let done = 0; done < block.length;)
        done += (await file.handle.write(block, done, block.length - done, position + done)).bytesWritten;
    });
    this.#writing = mine;
    await mine.catch((error: unknown) => {
      throw fsError(error, ownFolder);
    });
    return file;
  }
}
