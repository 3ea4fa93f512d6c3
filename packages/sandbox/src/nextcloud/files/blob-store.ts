import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { createDigest, type Digest } from "./digest.js";

/** The bytes of one file, in one or more pieces on disk (chunked uploads are joined without copying). */
export interface Blob {
  readonly sizeBytes: number;
  readonly parts: readonly { readonly path: string; readonly sizeBytes: number }[];
  /** Digests taken on the way in; all there is when the bytes were not kept. */
  readonly digests: ReadonlyMap<string, string>;
  readonly kept: boolean;
}

/** A blob being written. */
export interface BlobWriter {
  write(chunk: Uint8Array): Promise<void>;
  finish(): Promise<Blob>;
  discard(): Promise<void>;
}

/** One digest: three of them take most of the time of a large upload. */
const DIGESTS_OF_UNKEPT = ["sha256"];

/** File bodies below one folder: streamed in, streamed out, never held in memory. */
export class BlobStore {
  #next = 1;
  readonly #ready: Promise<unknown>;

  constructor(
    private readonly dir: string,
    /** Bodies that announce more are counted and hashed but not kept. */
    private readonly keepLimit: number,
  ) {
    this.#ready = mkdir(dir, { recursive: true });
  }

  /** Whether a body of this size is kept. */
  keeps(sizeBytes: number): boolean {
    return sizeBytes <= this.keepLimit;
  }

  /** Opens a new blob; `digests` are computed on the way in. */
  async writer(digests: readonly string[], kept = true): Promise<BlobWriter> {
    await this.#ready;
    const hashes = new Map<string, Digest>();
    for (const name of kept ? digests : new Set([...digests, ...DIGESTS_OF_UNKEPT])) {
      const digest = createDigest(name);
      if (digest !== undefined) hashes.set(name, digest);
    }
    const path = join(this.dir, `blob-${String(this.#next++).padStart(7, "0")}`);
    const handle = kept ? await open(path, "wx", 0o600) : undefined;
    return new FileBlobWriter(path, handle, hashes);
  }

  /** An empty blob. */
  empty(): Blob {
    return { sizeBytes: 0, parts: [], digests: new Map(), kept: true };
  }

  /** One blob out of several, without copying; the parts belong to the new one from now on. */
  joined(blobs: readonly Blob[]): Blob {
    const only = blobs[0];
    return {
      sizeBytes: blobs.reduce((sum, blob) => sum + blob.sizeBytes, 0),
      parts: blobs.flatMap((blob) => blob.parts),
      digests: blobs.length === 1 && only !== undefined ? only.digests : new Map(),
      kept: blobs.every((blob) => blob.kept),
    };
  }

  /** The same blob, or only its size and digests when it is larger than what is kept. */
  async settled(blob: Blob): Promise<Blob> {
    if (!blob.kept || this.keeps(blob.sizeBytes)) return blob;
    const writer = await this.writer([], false);
    for await (const chunk of this.read(blob)) await writer.write(chunk);
    await this.remove(blob);
    return writer.finish();
  }

  /** The bytes from `start` up to and including `end`. */
  async *read(blob: Blob, start = 0, end = blob.sizeBytes - 1): AsyncGenerator<Uint8Array> {
    if (!blob.kept) throw new Error("the sandbox kept only the size and digests of this body");
    let offset = 0;
    for (const part of blob.parts) {
      const from = Math.max(0, start - offset);
      const to = Math.min(part.sizeBytes - 1, end - offset);
      if (from <= to) yield* createReadStream(part.path, { start: from, end: to, highWaterMark: 262_144 });
      offset += part.sizeBytes;
    }
  }

  /** A digest by its PHP name, read from disk unless it was taken on the way in. */
  async digest(blob: Blob, algorithm: string): Promise<string | undefined> {
    const known = blob.digests.get(algorithm);
    if (known !== undefined) return known;
    const digest = createDigest(algorithm);
    if (digest === undefined || !blob.kept) return undefined;
    for await (const chunk of this.read(blob)) digest.update(chunk);
    return digest.hex();
  }

  /** Deletes the bytes; a reader that is under way (Windows) may keep them until the sandbox closes. */
  async remove(blob: Blob): Promise<void> {
    for (const part of blob.parts) await rm(part.path, { force: true }).catch(() => undefined);
  }
}

class FileBlobWriter implements BlobWriter {
  #size = 0;

  constructor(
    private readonly path: string,
    private readonly handle: FileHandle | undefined,
    private readonly hashes: ReadonlyMap<string, Digest>,
  ) {}

  async write(chunk: Uint8Array): Promise<void> {
    this.#size += chunk.length;
    for (const digest of this.hashes.values()) digest.update(chunk);
    let done = 0;
    while (this.handle !== undefined && done < chunk.length)
      done += (await this.handle.write(chunk, done)).bytesWritten;
  }

  async finish(): Promise<Blob> {
    await this.handle?.close();
    const digests = new Map([...this.hashes].map(([name, digest]) => [name, digest.hex()]));
    const parts = this.handle === undefined ? [] : [{ path: this.path, sizeBytes: this.#size }];
    return { sizeBytes: this.#size, parts, digests, kept: this.handle !== undefined };
  }

  async discard(): Promise<void> {
    await this.handle?.close();
    await rm(this.path, { force: true });
  }
}
