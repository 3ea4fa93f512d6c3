import { once } from "node:events";

/** Where data go: standard output, and nothing else. */
export interface Output {
  /** Whether records are printed as JSON lines. */
  readonly json: boolean;
  /** Whether the reader has gone (`| head`); lists stop then. */
  readonly closed: boolean;
  /** Prints one record: as JSON, or in the words of `text` where a person reads. */
  record(record: Readonly<Record<string, unknown>>, text: string | undefined): Promise<void>;
  /** Prints text that is data by itself, such as a completion script. */
  raw(text: string): Promise<void>;
}

/** Makes the output over a stream; a reader that goes away is no error. */
export function createOutput(stream: NodeJS.WriteStream, options: { json: boolean }): Output {
  let closed = false;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    // EPIPE: `scanferry share ls | head -1` has seen enough. Windows says EOF.
    if (error.code === "EPIPE" || error.code === "EOF") closed = true;
    else throw error;
  });
  const write = async (text: string): Promise<void> => {
    if (closed || stream.write(text)) return;
    await Promise.race([once(stream, "drain"), once(stream, "close"), once(stream, "error")]).catch(
      () => undefined,
    );
  };
  return {
    json: options.json,
    get closed() {
      return closed;
    },
    record: async (record, text) => {
      if (options.json) await write(`${JSON.stringify(record)}\n`);
      else if (text !== undefined) await write(`${text}\n`);
    },
    raw: write,
  };
}
