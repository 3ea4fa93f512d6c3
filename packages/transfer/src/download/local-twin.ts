import { open, type FileHandle } from "node:fs/promises";

/**
 * Compares bytes that arrive with the file that stands in their place, in constant memory. The file is read and not its record: a
 * file that was damaged with its size and time kept must lose against bytes that are at hand.
 */
export class LocalTwin {
  readonly #handle: FileHandle;
  #buffer = Buffer.alloc(0);
  #position = 0;
  #same = true;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** Opens the file; one that cannot be read is no twin. */
  static async open(path: string): Promise<LocalTwin | undefined> {
    try {
      return new LocalTwin(await open(path, "r"));
    } catch {
      return undefined;
    }
  }

  /** Compares the next bytes; after the first difference nothing is read any more. */
  async write(chunk: Uint8Array): Promise<void> {
    if (!this.#same) return;
    if (this.#buffer.length < chunk.byteLength) this.#buffer = Buffer.alloc(chunk.byteLength);
    for (let done = 0; done < chunk.byteLength;) {
      const { bytesRead } = await this.#handle
        .read(this.#buffer, done, chunk.byteLength - done, this.#position)
        .catch(() => ({ bytesRead: 0 }));
      if (bytesRead === 0) {
        this.#same = false;
        return;
      }
      done += bytesRead;
      this.#position += bytesRead;
    }
    this.#same = this.#buffer.subarray(0, chunk.byteLength).equals(chunk);
  }

  /** Whether the bytes were those of the file, from its first to its last. */
  async same(): Promise<boolean> {
    return this.#same && (await this.#handle.stat()).size === this.#position;
  }

  /** Closes the file. */
  async close(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
  }
}
