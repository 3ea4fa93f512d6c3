import { type FileHandle, open, rm } from "node:fs/promises";
import { packedBody } from "../files/disk-range.js";
import type { XnatBody } from "../files/xnat-body.js";

/** How much may wait to be written before the next instance has to wait. */
const WAITING_BYTES = 8_388_608;

/** One file that takes the instances of one import behind each other: ten thousand of them open one file. */
export class InstancePack {
  #file: FileHandle | undefined;
  #end = 0;
  #waiting = 0;
  #writes: Promise<unknown> = Promise.resolve();

  constructor(private readonly path: string) {}

  /** Takes an instance in pieces; what it gives can be read after `flush`. */
  async append(pieces: readonly Uint8Array[]): Promise<XnatBody> {
    const file = (this.#file ??= await open(this.path, "wx", 0o600));
    const bytes = pieces.reduce((sum, piece) => sum + piece.length, 0);
    const offset = this.#end;
    this.#end += bytes;
    this.#waiting += bytes;
    this.#writes = this.#writes.then(async () => {
      await file.writev(pieces, offset);
      this.#waiting -= bytes;
    });
    if (this.#waiting > WAITING_BYTES) await this.#writes;
    // Nobody else handles what goes wrong before `flush`.
    else this.#writes.catch(() => undefined);
    return packedBody(this.path, offset, bytes);
  }

  /** Takes an instance that is too big to be held, after its first pieces. */
  async stream(head: readonly Uint8Array[], rest: AsyncIterable<Uint8Array>): Promise<XnatBody> {
    const file = (this.#file ??= await open(this.path, "wx", 0o600));
    await this.#writes;
    const offset = this.#end;
    let at = offset;
    const write = async (piece: Uint8Array): Promise<void> => {
      await file.write(piece, 0, piece.length, at);
      at += piece.length;
    };
    for (const piece of head) await write(piece);
    for await (const piece of rest) await write(piece);
    this.#end = at;
    return packedBody(this.path, offset, at - offset);
  }

  async flush(): Promise<void> {
    await this.#writes;
  }

  /** Ends the writing. @param keep - whether the file stays */
  async close(keep: boolean): Promise<void> {
    await this.#writes.catch(() => undefined);
    await this.#file?.close();
    if (!keep) await rm(this.path, { force: true });
  }
}
