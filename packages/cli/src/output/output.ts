import { fsError, type ScanferryError } from "@scanferry/transfer";

/** Where data go: standard output, and nothing else. */
export interface Output {
  /** Whether records are printed as JSON lines. */
  readonly json: boolean;
  /** Whether a person reads along: data go to a terminal. */
  readonly terminal: boolean;
  /** Whether the reader has gone (`| head`); lists stop then. */
  readonly closed: boolean;
  /**
   * Prints one record: as JSON, or in the words of `text` where a person reads.
   *
   * @throws {@link ScanferryError} `local/no-space` and its like, when standard output is a file on a full disk
   */
  record(record: Readonly<Record<string, unknown>>, text: string | undefined): Promise<void>;
  /** Prints a record from where nobody can wait; a failure is thrown by what is printed next. */
  aside(record: Readonly<Record<string, unknown>>): void;
  /** Prints text that is data by itself, such as a completion script. */
  raw(text: string | Uint8Array): Promise<void>;
}

/** Makes the output over a stream; a reader that goes away is no error, a disk that is full is one. */
export function createOutput(stream: NodeJS.WritableStream, options: { json: boolean }): Output {
  let closed = false;
  let failure: ScanferryError | undefined;
  // An error of the stream that nobody listens to would end the process on the spot, in the middle of a file.
  stream.on("error", (error: NodeJS.ErrnoException) => {
    // EPIPE: `scanferry share ls | head -1` has seen enough. Windows says EOF.
    if (!closed && error.code !== "EPIPE" && error.code !== "EOF")
      failure = fsError(error, "standard output");
    closed = true;
  });
  /** The failure is told once: whoever reports it prints a record too, and that must not fail again. */
  const check = (): void => {
    const told = failure;
    failure = undefined;
    if (told !== undefined) throw told;
  };
  const write = async (text: string | Uint8Array): Promise<void> => {
    check();
    if (closed) return;
    await new Promise<void>((resolve) => {
      stream.write(text, () => {
        resolve();
      });
    });
    // The stream tells its error a moment after it has called back.
    await new Promise((resolve) => process.nextTick(resolve));
    check();
  };
  return {
    json: options.json,
    terminal: "isTTY" in stream && stream.isTTY === true,
    get closed() {
      return closed;
    },
    record: async (record, text) => {
      if (options.json) await write(`${JSON.stringify(record)}\n`);
      else if (text !== undefined) await write(`${text}\n`);
    },
    aside: (record) => {
      if (options.json && !closed) stream.write(`${JSON.stringify(record)}\n`);
    },
    raw: write,
  };
}
