import { createReadStream } from "node:fs";
import { throwIfAborted } from "@scanferry/transfer";
import type { ByteRequest, ByteWindow } from "./byte-cursor.js";
import { readAt } from "./file-bytes.js";
import { inflatedBytes } from "./inflated-bytes.js";
import { parseHeader } from "./parse-header.js";
import type { ParsedHeader } from "./parse-header.js";
import type { StreamBytes } from "./stream-bytes.js";

/** What is read of a file at first: most headers are shorter. */
export const firstBytes = 16_384;

/** What is read behind something that was passed over: the head of the next element, and some more. */
const smallestPiece = 4096;
const largestPiece = 262_144;

/** An open file. */
export interface OpenFile {
  readonly fd: number;
  readonly sizeBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/** Reads the header of an open file. */
export async function parseFile(file: OpenFile): Promise<ParsedHeader> {
  return parseFileFrom(file, await readAt(file.fd, Buffer.allocUnsafe(firstBytes), 0));
}

/** Reads the header of an open file of which the first bytes were read. */
export async function parseFileFrom(file: OpenFile, first: Buffer): Promise<ParsedHeader> {
  const parsing = parseHeader(first, { sizeBytes: file.sizeBytes, toTheEnd: true });
  let step = parsing.next();
  if (step.done === true) return step.value;
  const pieces = new FilePieces(file, first.length);
  try {
    while (step.done !== true) step = parsing.next(await pieces.answer(step.value));
    return step.value;
  } finally {
    await pieces.close();
  }
}

/** Answers the parser's requests out of the file, in pieces that grow as long as one follows the other. */
export class FilePieces {
  readonly #file: OpenFile;
  #end: number;
  #pieceBytes = firstBytes;
  #inflated: StreamBytes | undefined;

  constructor(file: OpenFile, end: number) {
    this.#file = file;
    this.#end = end;
  }

  async answer(request: ByteRequest): Promise<ByteWindow> {
    const { fd, signal } = this.#file;
    throwIfAborted(signal);
    if ("inflateFrom" in request) {
      const start = request.inflateFrom;
      this.#inflated = inflatedBytes(createReadStream("", { fd, start, autoClose: false }), start);
      return this.#inflated.window(start, 0);
    }
    const { offset, length } = request;
    if (this.#inflated !== undefined) return this.#inflated.window(offset, length);
    this.#pieceBytes = offset > this.#end ? smallestPiece : Math.min(largestPiece, this.#pieceBytes * 2);
    const bytes = await readAt(fd, Buffer.allocUnsafe(Math.max(length, this.#pieceBytes)), offset);
    this.#end = offset + bytes.length;
    return { start: offset, bytes };
  }

  async close(): Promise<void> {
    await this.#inflated?.close();
  }
}
