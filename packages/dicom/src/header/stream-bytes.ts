import type { ByteWindow } from "./byte-cursor.js";

type Pieces = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

const none = Buffer.alloc(0);

/** Gives windows of something that can be read forwards only. What lies before the place asked for is let go. */
export class StreamBytes {
  readonly #pieces: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  /** The position behind all that came so far. */
  #end: number;
  #held: Buffer = none;
  #broken = false;

  /** @param start The position that the stream's first byte has in the file. */
  constructor(pieces: Pieces, start = 0) {
    this.#pieces =
      Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]();
    this.#end = start;
  }

  /** At least `length` bytes from `offset` on, or as many as there are. The parser never asks for what it has left behind. */
  async window(offset: number, length: number): Promise<ByteWindow> {
    const parts = [this.#held.subarray(Math.max(0, offset - (this.#end - this.#held.length)))];
    let count = parts[0]?.length ?? 0;
    while (count < length) {
      const piece = await this.#next();
      if (piece === undefined) break;
      const before = this.#end;
      this.#end += piece.length;
      const part = piece.subarray(Math.min(piece.length, Math.max(0, offset - before)));
      parts.push(part);
      count += part.length;
    }
    this.#held = Buffer.concat(parts);
    return { start: this.#end - this.#held.length, bytes: this.#held, broken: this.#broken };
  }

  /** Everything from a place on, as an iterable; nothing more is to be asked of this object. */
  async *from(offset: number): AsyncGenerator<Uint8Array, void, undefined> {
    yield (await this.window(offset, 0)).bytes;
    for (let piece = await this.#next(); piece !== undefined; piece = await this.#next()) yield piece;
  }

  /** Lets go of the stream, read to its end or not. */
  async close(): Promise<void> {
    await this.#pieces.return?.();
  }

  async #next(): Promise<Buffer | undefined> {
    try {
      const step = await this.#pieces.next();
      if (step.done === true) return undefined;
      const { buffer, byteOffset, byteLength } = step.value;
      return Buffer.from(buffer, byteOffset, byteLength);
    } catch (error) {
      // A deflate stream that is damaged or has no end: what came before it still counts.
      if (!isZlibError(error)) throw error;
      this.#broken = true;
      return undefined;
    }
  }
}

function isZlibError(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === "string" && code.startsWith("Z_");
}
