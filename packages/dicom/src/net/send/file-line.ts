import type { SendFile } from "./send-file.js";

/** The files still to be sent, as a line from which several associations take. */
export class FileLine {
  readonly #source: AsyncGenerator<SendFile, void, undefined>;
  readonly #returned: SendFile[] = [];

  constructor(files: AsyncIterable<SendFile> | Iterable<SendFile>) {
    this.#source = inTurn(files);
  }

  /** Takes the next file; `undefined` when there is none. */
  async take(): Promise<SendFile | undefined> {
    const returned = this.#returned.shift();
    if (returned !== undefined) return returned;
    const next = await this.#source.next();
    // Another association may have given one back meanwhile.
    return next.done === true ? this.#returned.shift() : next.value;
  }

  /** Puts a file in front again. */
  giveBack(file: SendFile): void {
    this.#returned.push(file);
  }

  async close(): Promise<void> {
    await this.#source.return();
  }
}

/** A generator answers one call after the other, which not every iterator does. */
async function* inTurn(
  files: AsyncIterable<SendFile> | Iterable<SendFile>,
): AsyncGenerator<SendFile, void, undefined> {
  for await (const file of files) yield file;
}
