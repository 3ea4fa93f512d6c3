import type { Stats } from "node:fs";
import { fsError, ScanferryError } from "@scanferry/transfer";
import type { ByteRequest, ByteWindow } from "../header/byte-cursor.js";
import { closeFile, openForReading, readAt, statOpen } from "../header/file-bytes.js";
import { FilePieces } from "../header/parse-file.js";

/** One read brings this much. */
const pieceBytes = 262_144;

/** What a file was when it was looked at. */
export interface KnownFile {
  readonly sizeBytes?: number | undefined;
  readonly mtimeMs?: number | undefined;
}

/** A file that is open for reading. Whoever opens it closes it. */
export class DicomFile {
  readonly sizeBytes: number;
  readonly #path: string;
  readonly #fd: number;
  readonly #mtimeMs: number;
  #head: Buffer | undefined;

  private constructor(path: string, fd: number, { size, mtimeMs }: Stats) {
    this.#path = path;
    this.#fd = fd;
    this.sizeBytes = size;
    this.#mtimeMs = mtimeMs;
  }

  /**
   * @param known what it must be still
   * @throws {@link ScanferryError} `local/*` · `data/size-mismatch`
   */
  static async open(path: string, { sizeBytes, mtimeMs }: KnownFile = {}): Promise<DicomFile> {
    const fd = await openForReading(path).catch((error: unknown) => {
      throw fsError(error, path);
    });
    try {
      const facts = await statOpen(fd);
      // Reading a folder would fail only at its first byte.
      if (!facts.isFile()) throw fsError(Object.assign(new Error("EISDIR"), { code: "EISDIR" }), path);
      const isSame = facts.size === (sizeBytes ?? facts.size) && facts.mtimeMs === (mtimeMs ?? facts.mtimeMs);
      if (!isSame) throw changedFile(path);
      return new DicomFile(path, fd, facts);
    } catch (error) {
      await closeFile(fd);
      throw error;
    }
  }

  /** Gives a parser the bytes that it asks for, and what it comes to. */
  async follow<T>(parsing: Generator<ByteRequest, T, ByteWindow>): Promise<T> {
    const pieces = new FilePieces({ fd: this.#fd, sizeBytes: this.sizeBytes }, 0);
    try {
      let step = parsing.next();
      while (step.done !== true) step = parsing.next(await pieces.answer(step.value));
      return step.value;
    } finally {
      await pieces.close();
    }
  }

  /** The file's first piece, read once. The usual file has its header, and much of its data set, in it. */
  async head(): Promise<Buffer> {
    return (this.#head ??= await this.#piece(0));
  }

  /** Reads the piece at an offset, as it was when the file was opened. */
  async #piece(offset: number): Promise<Buffer> {
    const room = Buffer.allocUnsafeSlow(Math.min(pieceBytes, this.sizeBytes - offset));
    const bytes = await readAt(this.#fd, room, offset).catch((error: unknown) => {
      throw fsError(error, this.#path);
    });
    if (bytes.length < room.length) throw changedFile(this.#path);
    return bytes;
  }

  /** Reads from one offset to another. */
  async *pieces(from: number, to = this.sizeBytes): AsyncGenerator<Buffer, void, undefined> {
    for (let at = from; at < to;) {
      const isInHead = at < (this.#head?.length ?? 0);
      const piece = isInHead ? (await this.head()).subarray(at) : await this.#piece(at);
      yield piece.subarray(0, to - at);
      at += piece.length;
    }
  }

  /**
   * Looks that nobody has written to it since it was opened: what was read before and after would not belong together.
   *
   * @throws {@link ScanferryError} `data/size-mismatch`
   */
  async checkSame(): Promise<void> {
    const { size, mtimeMs } = await statOpen(this.#fd);
    if (size !== this.sizeBytes || mtimeMs !== this.#mtimeMs) throw changedFile(this.#path);
  }

  async close(): Promise<void> {
    await closeFile(this.#fd);
  }
}

/** Makes the error of a file that is not what it was. */
export function changedFile(path: string): ScanferryError {
  return new ScanferryError("data/size-mismatch", "A file has changed since it was looked at.", {
    hint: "Let the program that writes it come to its end, then run the same command again.",
    subject: path,
  });
}
