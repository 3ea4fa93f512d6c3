import type { FileItem } from "@scanferry/transfer";

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}

/**
 * Makes the item of a small document that is asked for by a call and written as JSON, indented by two blanks and with a line feed at its
 * end. It is asked for on each run and compared: the ETags of most JSON answers are constant (v28).
 */
export function jsonItem(
  id: string,
  target: string,
  read: (signal: AbortSignal) => Promise<unknown>,
): FileItem {
  return {
    id,
    target,
    compare: true,
    async open({ signal }) {
      const bytes = Buffer.from(`${JSON.stringify(await read(signal), undefined, 2)}\n`);
      return { status: "full", sizeBytes: bytes.length, body: inOnePiece(bytes) };
    },
  };
}
