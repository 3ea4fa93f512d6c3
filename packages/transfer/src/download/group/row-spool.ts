import type { FileHandle } from "node:fs/promises";

import { fsError } from "../../errors/from-fs.js";
import { LineReader } from "../../journal/line-reader.js";
import { readLines } from "../../journal/read-lines.js";
import { ownFolder } from "../download-context.js";

const flushedFromChars = 256 * 1024;

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
  #lines: LineReader | undefined;

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
    const { handle } = await this.#flush();
    this.#lines ??= new LineReader(handle, () => this.#end);
    const line = await this.#lines.at(offset).catch((error: unknown) => {
      throw fsError(error, ownFolder);
    });
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

  async #flush(): Promise<TempFile> {
    const file = await (this.#file ??= this.#openTemp());
    if (this.#waiting.length === 0) {
      await this.#writing;
      return file;
    }
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
