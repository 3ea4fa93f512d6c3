import { throwIfAborted } from "@scanferry/transfer";
import { entryContent } from "./entry-content.js";
import { type ZipArchive, openRandomAccess } from "./random-access.js";
import { readDirectory } from "./read-directory.js";
import type { ZipEntry } from "./zip-entry.js";
import { LimitCounter, type ZipLimits } from "./zip-limits.js";

/** Options of everything that reads archives. */
export interface ReadZipOptions {
  /** Needed only for the content of encrypted entries. */
  password?: string;
  limits?: ZipLimits;
  signal?: AbortSignal;
}

/** An entry whose content can be read. */
export interface ReadableZipEntry extends ZipEntry {
  /**
   * Streams the content. The bytes are known to be right only when the stream has ended: length, CRC and
   * authentication code are checked then.
   *
   * @throws {@link ScanferryError} `auth/required`, `auth/rejected`, `data/corrupt`, `data/checksum-mismatch`
   */
  stream: () => AsyncIterable<Uint8Array>;
}

/**
 * Goes through the entries of an archive, whose content may be read one after the other. The archive stays open
 * until the loop ends.
 *
 * @throws {@link ScanferryError} `data/corrupt`, `local/not-found`, `aborted`
 * @example
 * ```ts
 * for await (const entry of readZipEntries("sub-01.zip", { password })) {
 *   const hash = createHash("sha256");
 *   for await (const chunk of entry.stream()) hash.update(chunk);
 *   console.log(entry.name, hash.digest("hex"));
 * }
 * ```
 */
export async function* readZipEntries(
  archive: ZipArchive,
  options: ReadZipOptions = {},
): AsyncGenerator<ReadableZipEntry> {
  const source = await openRandomAccess(archive);
  try {
    const counter = new LimitCounter(options.limits ?? {}, source.sizeBytes);
    for await (const located of readDirectory(source)) {
      throwIfAborted(options.signal);
      counter.add(located);
      const { offset: _offset, checkByte: _checkByte, hasCrc: _hasCrc, ...entry } = located;
      yield {
        ...entry,
        stream: () => interruptible(entryContent(source, located, options.password), options.signal),
      };
    }
  } finally {
    if (source !== archive) await source.close?.();
  }
}

/** Looks at the signal before each chunk. */
export async function* interruptible(
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    throwIfAborted(signal);
    yield chunk;
  }
}
