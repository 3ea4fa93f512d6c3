import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm, type FileHandle } from "node:fs/promises";
import { basename } from "node:path";

import { fsError, isFsError } from "../errors/from-fs.js";
import { ScanferryError } from "../errors/scanferry-error.js";
import { sizeMismatch } from "../streams/counted-body.js";
import type { ContentCheck, RunningCheck } from "../verify/content-check.js";
import { ChunkWriter } from "./chunk-writer.js";
import { openPart } from "./open-part.js";
import { partPaths } from "./part-path.js";
import { clearPartNote, writePartNote, type PartNote } from "./part-note.js";
import { replaceFile } from "./replace-file.js";

/** What a finished file must agree with. */
export interface Expectation {
  sizeBytes?: number;
  /** Lower or upper case hexadecimal. */
  md5?: string;
  /** Lower or upper case hexadecimal. */
  sha256?: string;
}

/** Options of {@link openPartFile}. */
export interface PartFileOptions {
  /** Where the file comes from. With it, the part stays behind on failure and can be continued; without it, the part is removed. */
  note?: PartNote;
  /** How many bytes of an existing part are kept. @default 0 */
  fromByte?: number;
  /** Checks of the content while it is written. @default none */
  checks?: readonly ContentCheck[];
  expect?: Expectation;
  /** Whether the SHA-256 is computed even when none is expected. @default true */
  sha256?: boolean;
  /** Permissions of the new file. */
  mode?: number;
  /** Takes back the memory of a chunk that is hashed, checked and written; it is not called where a check still uses chunks. */
  release?: (chunk: Uint8Array) => void;
}

/** What is known of a file that was verified and renamed. */
export interface FinishedFile {
  bytes: number;
  md5?: string;
  sha256?: string;
  /** The file's modification time; absent with `keepOld`, where another file stays. */
  mtimeMs?: number;
}

/**
 * A file under `NAME.part`: counted, hashed and checked while it is written; flushed and renamed by {@link PartFile.finish}
 * only when length, digest and checks agree. Made by {@link openPartFile}.
 */
export class PartFile {
  /** How many bytes the part holds, those of an earlier run included. */
  bytes = 0;
  readonly #path: string;
  readonly #handle: FileHandle;
  readonly #writer: ChunkWriter;
  readonly #hashes: ReadonlyMap<"md5" | "sha256", Hash>;
  readonly #checks: readonly RunningCheck[];
  readonly #keep: boolean;
  #open = true;

  /** Use {@link openPartFile}. @internal */
  constructor(path: string, handle: FileHandle, options: PartFileOptions) {
    const { expect = {}, checks = [], sha256 = true, fromByte = 0 } = options;
    this.#path = path;
    this.#handle = handle;
    this.#keep = options.note !== undefined;
    const wanted: ("md5" | "sha256")[] = [];
    if (expect.md5 !== undefined) wanted.push("md5");
    if (sha256 || expect.sha256 !== undefined) wanted.push("sha256");
    this.#hashes = new Map(wanted.map((name) => [name, createHash(name)]));
    const hasDigest = expect.md5 !== undefined || expect.sha256 !== undefined;
    const context = { name: basename(path), hasDigest };
    this.#checks = checks.map((check) => check.start(context)).filter((check) => check !== undefined);
    const free = this.#checks.every((check) => check.keepsNothing === true);
    this.#writer = new ChunkWriter(handle, fromByte, free ? options.release : undefined);
  }

  /** Takes bytes that the part holds already into the count, the digests and the checks. @internal */
  async account(chunk: Uint8Array): Promise<void> {
    this.bytes += chunk.byteLength;
    for (const hash of this.#hashes.values()) hash.update(chunk);
    for (const check of this.#checks) {
      const busy = check.write(chunk);
      // Most checks are done at once, and each `await` costs a turn for every chunk.
      if (busy !== undefined) await busy;
    }
  }

  /** Appends a chunk; the caller must not change it afterwards. A failed write may show at a later chunk, or in {@link PartFile.finish}. */
  async write(chunk: Uint8Array): Promise<void> {
    await this.account(chunk);
    try {
      await this.#writer.write(chunk);
    } catch (error) {
      throw fsError(error, this.#path);
    }
  }

  /**
   * Verifies length, digests and checks, flushes, and renames the part to its real name.
   * After a wrong digest or content the part is removed; after a wrong length it stays, so that it can be continued.
   * With `keepOld`, the file of that name holds the same bytes already: the part is verified and removed, the file left as it is.
   * `beforeReplace` is called right before the renaming.
   *
   * @throws {@link ScanferryError} `data/size-mismatch`, `data/checksum-mismatch`, `data/corrupt`, `local/…`
   */
  async finish(
    expect: Expectation = {},
    { keepOld = false, beforeReplace }: { keepOld?: boolean; beforeReplace?: () => Promise<void> } = {},
  ): Promise<FinishedFile> {
    try {
      if (expect.sizeBytes !== undefined && expect.sizeBytes !== this.bytes) {
        // A part that is too long can never become right; one that is too short may be continued.
        if (this.bytes > expect.sizeBytes) await this.discard();
        throw sizeMismatch(expect.sizeBytes, this.bytes, "answer", true);
      }
      for (const check of this.#checks) await check.end();
      const digests = this.#digests(expect);
      if (keepOld) {
        await this.discard();
        return { bytes: this.bytes, ...digests };
      }
      await this.#writer.flush();
      await this.#handle.sync();
      const { mtimeMs } = await this.#handle.stat();
      await this.#close();
      await beforeReplace?.();
      await replaceFile(partPaths(this.#path).part, this.#path);
      if (this.#keep) await clearPartNote(this.#path);
      return { bytes: this.bytes, ...digests, mtimeMs };
    } catch (error) {
      if (isFsError(error)) throw fsError(error, this.#path);
      if (!(error instanceof ScanferryError) || error.code !== "data/size-mismatch") await this.discard();
      throw error;
    }
  }

  /** Closes the file after a failure; the part stays when it can be continued. */
  async abandon(): Promise<void> {
    if (!this.#open) return;
    if (!this.#keep) return this.discard();
    await this.#writer.flush().catch(() => undefined);
    await this.#close();
  }

  /** Closes and removes the part. */
  async discard(): Promise<void> {
    await this.#close();
    await rm(partPaths(this.#path).part, { force: true }).catch(() => undefined);
    await clearPartNote(this.#path);
  }

  #digests(expect: Expectation): { md5?: string; sha256?: string } {
    const found: { md5?: string; sha256?: string } = {};
    for (const [name, hash] of this.#hashes) {
      const hex = hash.digest("hex");
      const wanted = expect[name];
      if (wanted !== undefined && wanted.toLowerCase() !== hex) {
        throw new ScanferryError(
          "data/checksum-mismatch",
          "The file does not have the checksum that the server gave.",
          {
            hint: "Run the same command again. If it goes on, the file is damaged on the server.",
            retryable: true,
            details: { digest: name },
          },
        );
      }
      found[name] = hex;
    }
    return found;
  }

  async #close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    for (const check of this.#checks) check.abort?.();
    await this.#handle.close().catch(() => undefined);
  }
}

/**
 * Opens `PATH.part` for writing, from its beginning or after the first `fromByte` bytes, which are read again for digests and checks.
 * Missing folders are made. The folder is not flushed after the rename: a rename that a power cut undoes is seen by the next run.
 *
 * @throws {@link ScanferryError} `local/no-space`, `local/denied`, `local/busy`
 * @example
 * ```ts
 * const file = await openPartFile("out/a.dcm", { expect: { md5 } });
 * try {
 *   for await (const chunk of body) await file.write(chunk);
 *   await file.finish({ md5 });
 * } finally {
 *   await file.abandon();
 * }
 * ```
 */
export async function openPartFile(path: string, options: PartFileOptions = {}): Promise<PartFile> {
  const { part } = partPaths(path);
  const { fromByte = 0, mode = 0o666 } = options;
  try {
    const { handle, isNew } = await openPart(part, fromByte, mode);
    const file = new PartFile(path, handle, options);
    try {
      if (fromByte > 0) {
        await handle.truncate(fromByte);
        for await (const chunk of createReadStream(part, { highWaterMark: 256 * 1024 }))
          await file.account(chunk as Buffer);
      }
      if (options.note !== undefined) await writePartNote(path, options.note);
      // Notes are removed after their parts, so that where no part was there is none either, or one whose version is outdated.
      else if (!isNew) await clearPartNote(path);
      return file;
    } catch (error) {
      await file.abandon();
      throw error;
    }
  } catch (error) {
    throw isFsError(error) ? fsError(error, path) : error;
  }
}
