import type { SendFile } from "./send-file.js";

/** The files still to be sent, as a line from which several associations take. Each file that was taken is ended by `done` or `giveBack`. */
export class FileLine {
  readonly #source: AsyncGenerator<SendFile, void, undefined>;
  readonly #returned: SendFile[] = [];
  readonly #waiting: (() => void)[] = [];
  #inHand = 0;
  #files = 0;

  constructor(files: AsyncIterable<SendFile> | Iterable<SendFile>) {
    this.#source = inTurn(files, () => this.#files++);
  }

  /** How many different files have been taken. */
  get files(): number {
    return this.#files;
  }

  /** Takes the next file; `undefined` when there is none, and none that another association has can come back. */
  async take(): Promise<SendFile | undefined> {
    for (;;) {
      const file = this.#returned.shift() ?? (await this.#source.next()).value ?? this.#returned.shift();
      if (file !== undefined) {
        this.#inHand += 1;
        return file;
      }
      if (this.#inHand === 0) return undefined;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Says that a file has come to its end. */
  done(): void {
    this.#inHand -= 1;
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** Puts a file in front again. */
  giveBack(file: SendFile): void {
    this.#returned.push(file);
    this.done();
  }

  async close(): Promise<void> {
    await this.#source.return();
  }
}

/** A generator answers one call after the other, which not every iterator does. */
async function* inTurn(
  files: AsyncIterable<SendFile> | Iterable<SendFile>,
  onFile: () => void,
): AsyncGenerator<SendFile, void, undefined> {
  for await (const file of files) {
    onFile();
    yield file;
  }
}
