import { abortedError, type ByteStream, isScanferryError, throwIfAborted } from "@scanferry/transfer";
import { extract, type Extract } from "tar-stream";
import { EntryBody } from "../forward/entry-body.js";
import type { ForwardZipSource } from "../forward/forward-zip-entry.js";
import { damaged } from "../read/damaged.js";
import { TarEnd } from "./tar-end.js";
import { unpackedBytes } from "./unpacked-bytes.js";

/** An entry of a tar as it comes along. */
export interface TarEntry {
  /** As it stands in the archive: not yet checked, never to be used as a path without `safePath`. */
  name: string;
  /** 0 for what is no file. */
  sizeBytes: number;
  /** Whether it is a file with content, and no folder, link or device. */
  isFile: boolean;
  /** Whether further headers stand before it (pax, GNU's long names), which not every reader understands. */
  isExtended: boolean;
  mtime: Date;
  /**
   * The content, to be read before the next entry is asked for; what is not read is passed over then.
   *
   * @throws {@link ScanferryError} `data/corrupt`
   */
  body: ByteStream;
}

/** An entry as tar-stream gives it; its types leave out where the content begins, and that a kind may be unknown. */
interface Source extends AsyncIterable<Uint8Array> {
  readonly header: {
    readonly name: string;
    readonly size: number;
    readonly mtime: Date;
    readonly type: string | null;
    readonly byteOffset?: number;
  };
}

/** What the source failed with, which the stream of an entry does not tell, and what the parser has said itself. */
interface Failed {
  error: unknown;
  parser: unknown;
}

/** The old format of before 1988 has no magic text; what is no tar fails by its checksum. */
const formats: object = { allowUnknownFormat: true };

/** Options of {@link readTarForward}. */
export interface ReadTarOptions {
  signal?: AbortSignal | undefined;
}

/**
 * Reads a tar, or a tar within gzip, from a stream, entry by entry and in constant memory. The archive is known to be whole only when the
 * loop has ended without an error: one that has no end mark (two blocks of zeros) was cut off, also where the cut lies between two entries.
 *
 * @throws {@link ScanferryError} `data/corrupt`, `aborted`, and what the stream fails with
 * @example
 * ```ts
 * for await (const entry of readTarForward(createReadStream("sub-01.tar.gz"))) {
 *   let bytes = 0;
 *   for await (const chunk of entry.body) bytes += chunk.length;
 *   console.log(entry.name, entry.isFile, bytes);
 * }
 * ```
 */
export async function* readTarForward(
  source: ForwardZipSource,
  { signal }: ReadTarOptions = {},
): AsyncGenerator<TarEntry> {
  throwIfAborted(signal);
  const unpacked = extract(formats);
  const end = new TarEnd();
  const failed: Failed = { error: undefined, parser: undefined };
  // Told by the loops below; without a listener it would end the process.
  unpacked.on("error", (error) => (failed.parser = error));
  const stop = (): void => {
    failed.error = abortedError();
    unpacked.destroy(abortedError());
  };
  signal?.addEventListener("abort", stop, { once: true });
  const fed = feed(unpacked, source, { end, failed });
  try {
    for await (const entry of unpacked) {
      throwIfAborted(signal);
      yield* oneEntry(entry as Source, end, failed);
    }
    await fed;
    if (!end.isWhole) throw damaged("The archive has no end mark: it was cut off.");
  } catch (error) {
    throw asTarError(error, failed);
  } finally {
    signal?.removeEventListener("abort", stop);
    unpacked.destroy(null);
    await fed;
  }
}

async function* oneEntry(entry: Source, end: TarEnd, failed: Failed): AsyncGenerator<TarEntry> {
  const { name, size, mtime, type, byteOffset } = entry.header;
  const isFile = type === "file" || type === "contiguous-file";
  // A kind that POSIX does not know (GNU's sparse file) would be taken for no file, and its content would be lost in silence.
  if (type === null && size > 0)
    throw damaged("The archive has an entry of a kind that is not understood.", {
      subject: name,
      hint: "Make it again without --sparse, or give the folder itself.",
    });
  const isExtended = end.entry(byteOffset ?? 0, type === "directory" ? 0 : size);
  const body = new EntryBody(contentOf(entry, failed), name);
  try {
    yield { name, sizeBytes: isFile ? size : 0, isFile, isExtended, mtime, body };
    await body.finish();
  } finally {
    await body.close();
  }
}

async function* contentOf(entry: Source, failed: Failed): AsyncGenerator<Uint8Array> {
  try {
    yield* entry;
  } catch (error) {
    throw asTarError(error, failed);
  }
}

/** What the source failed with stays as it is, and so does a mistake in a program; the rest is said by the parser, of bytes that are no tar or not whole. */
function asTarError(error: unknown, failed: Failed): unknown {
  if (failed.error !== undefined) return failed.error;
  if (error instanceof TypeError && error !== failed.parser) return error;
  if (isScanferryError(error) || (error instanceof Error && "syscall" in error)) return error;
  return damaged("The archive is cut off or damaged, or no tar.", { cause: error });
}

/** Writes the source into the parser; what goes wrong arrives at its reader. */
async function feed(
  unpacked: Extract,
  source: ForwardZipSource,
  { end, failed }: { end: TarEnd; failed: Failed },
): Promise<void> {
  try {
    for await (const chunk of unpackedBytes(source as AsyncIterable<Uint8Array>)) {
      end.see(chunk);
      const isTaken = unpacked.write(chunk) || unpacked.destroying;
      if (!isTaken) await drained(unpacked);
      if (unpacked.destroying) return;
    }
    unpacked.end(null);
  } catch (error) {
    failed.error ??= error;
    unpacked.destroy(error as Error);
  }
}

/** Waits until there is room again, or nobody wants more. */
function drained(unpacked: Extract): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      unpacked.off("drain", done);
      unpacked.off("close", done);
      resolve();
    };
    unpacked.on("drain", done);
    unpacked.on("close", done);
  });
}
