import type { FileItem } from "@scanferry/transfer";

async function* encoded(
  texts: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const text of texts) yield Buffer.from(text);
}

/**
 * Makes the item of a text that no single file of the server holds: a record out of a call, a table out of what stands on disk. It goes
 * the way of every file (part, rename, journal) and is made anew on each run and compared. People give such names to files of their own.
 */
export function madeItem(
  id: string,
  target: string,
  make: (signal: AbortSignal) => AsyncIterable<string> | Promise<Iterable<string>>,
): FileItem {
  return {
    id,
    target,
    compare: true,
    keepOther: true,
    async open({ signal }) {
      return { status: "full", body: encoded(await make(signal)) };
    },
  };
}

/** JSON as it is written here: indented by two blanks, with a line feed at its end. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
