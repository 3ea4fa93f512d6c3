import { createReadStream } from "node:fs";

import { ScanferryError } from "@scanferry/transfer";

/** A line longer than this is no line of a table. */
const lineLimit = 1024 * 1024;

/** Reads the lines of a text as they are, each with its line end; the bytes together are those of the source. */
export async function* linesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  let rest = Buffer.alloc(0);
  for await (const chunk of source) {
    const data = Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = data.indexOf(0x0a); end >= 0; end = data.indexOf(0x0a, start)) {
      // latin1 keeps every byte as it is, whatever the encoding.
      yield data.toString("latin1", start, end + 1);
      start = end + 1;
    }
    rest = data.subarray(start);
    if (rest.length > lineLimit) {
      throw new ScanferryError("data/corrupt", "A table from the server has a line of more than a megabyte.");
    }
  }
  if (rest.length > 0) yield rest.toString("latin1");
}

/** Reads a local file in pieces. */
export function bytesOf(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: 64 * 1024 }) as AsyncIterable<Buffer>;
}

/** The cells of a line, without line end, byte order mark and quotes. */
export function cellsOf(line: string): string[] {
  return line
    .replace(/\r?\n$/, "")
    .replace(/^\xEF\xBB\xBF/, "")
    .split("\t")
    .map((cell) => Buffer.from(cell.trim().replace(/^"(.*)"$/, "$1"), "latin1").toString("utf8"));
}
