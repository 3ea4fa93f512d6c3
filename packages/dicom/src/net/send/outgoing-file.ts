import { fsError, isScanferryError, toScanferryError, type ScanferryError } from "@scanferry/transfer";
import { dataSetPieces, type DataSetPiece } from "./data-set-pieces.js";
import type { SendFile } from "./send-file.js";

/** A file of which the first piece is read already, while the one before it is still on its way. */
export class OutgoingFile {
  readonly file: SendFile;
  readonly #pieces: AsyncGenerator<DataSetPiece, void, undefined>;
  readonly #first: Promise<IteratorResult<DataSetPiece, void> | undefined>;
  #readError: ScanferryError | undefined;
  #replaced: string | undefined;
  #bytes = 0;

  constructor(file: SendFile) {
    this.file = file;
    this.#pieces = dataSetPieces(file, (previous) => {
      const text = previous.toString("latin1").replace(/[\0 ]+$/, "");
      if (text !== "" && text !== file.patch?.value) this.#replaced = text;
    });
    this.#first = this.#pieces.next().catch((error: unknown) => this.#failed(error));
  }

  /** Why the file cannot be read, as far as that is known yet. */
  get readError(): ScanferryError | undefined {
    return this.#readError;
  }

  /** The value that the patch took the place of, where that was another one. */
  get replaced(): string | undefined {
    return this.#replaced;
  }

  /** Bytes handed out so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Waits for the first piece. @returns why it cannot be read */
  async opened(): Promise<ScanferryError | undefined> {
    await this.#first;
    return this.#readError;
  }

  /** The pieces; to be read once. */
  async *pieces(): AsyncGenerator<DataSetPiece, void, undefined> {
    for (let next = await this.#first; next?.done === false; next = await this.#next()) {
      this.#bytes += next.value.bytes.length;
      yield next.value;
    }
    if (this.#readError !== undefined) throw this.#readError;
  }

  /** Closes the file, read or not. */
  async close(): Promise<void> {
    await this.#pieces.return();
  }

  #next(): Promise<IteratorResult<DataSetPiece, void> | undefined> {
    return this.#pieces.next().catch((error: unknown) => this.#failed(error));
  }

  #failed(error: unknown): undefined {
    const isSystem = error instanceof Error && "syscall" in error && !isScanferryError(error);
    this.#readError = isSystem ? fsError(error, this.file.path) : toScanferryError(error);
  }
}
