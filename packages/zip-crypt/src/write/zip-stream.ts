import { PathClaims } from "@scanferry/transfer";
import { centralHeader, endOfArchive } from "../container/headers.js";
import { zipCryptoWarning } from "../zip-crypto-warning.js";
import type { ZipEntryInput } from "../zip-entry-input.js";
import type { ZipOptions } from "../zip-options.js";
import { ByteList } from "./byte-list.js";
import { gathered } from "./gathered.js";
import { writeEntry } from "./write-entry.js";
import { zipLength } from "./zip-length.js";
import { type ZipSettings, isStored, zipSettings } from "./zip-settings.js";

/** An archive that is made while it is read. */
export interface ZipStream {
  /** Exact length of the stream; undefined where only writing can tell (deflated, unknown sizes, lazy entries). */
  lengthBytes: number | undefined;
  /** The archive's bytes; it can be read once. Chunks are new buffers that the consumer may keep. */
  stream: AsyncIterable<Uint8Array>;
}

/**
 * Makes an archive as a stream in constant memory. The same entries, times, salts and password give the same bytes on
 * every machine, which a resumed upload relies on. Nothing is opened before the stream is read.
 *
 * @throws {@link ScanferryError} `input/invalid` without a password; the stream throws `data/size-mismatch`,
 * `data/unsafe-path`, `local/not-found`, `aborted`
 * @example
 * ```ts
 * const zip = zipStream([{ name: "a.txt", source: Buffer.from("hello") }], { password: "six long words" });
 * for await (const chunk of zip.stream) console.log(chunk.length, "of", zip.lengthBytes);
 * ```
 */
export function zipStream(
  entries: Iterable<ZipEntryInput> | AsyncIterable<ZipEntryInput>,
  options: ZipOptions = {},
): ZipStream {
  const settings = zipSettings(options);
  const lengthBytes = Array.isArray(entries)
    ? knownLength(entries as readonly ZipEntryInput[], settings)
    : undefined;
  return { lengthBytes, stream: gathered(archive(entries, settings, lengthBytes)) };
}

function knownLength(entries: readonly ZipEntryInput[], settings: ZipSettings): number | undefined {
  const sized: { name: string; sizeBytes: number }[] = [];
  for (const entry of entries) {
    const sizeBytes =
      entry.sizeBytes ?? (entry.source instanceof Uint8Array ? entry.source.length : undefined);
    const isDirectory = entry.name.endsWith("/");
    if (!isDirectory && (sizeBytes === undefined || !isStored(entry, settings))) return undefined;
    sized.push({ name: entry.name, sizeBytes: sizeBytes ?? 0 });
  }
  return zipLength(sized, { encryption: settings.encryption });
}

async function* archive(
  entries: Iterable<ZipEntryInput> | AsyncIterable<ZipEntryInput>,
  settings: ZipSettings,
  totalBytes: number | undefined,
): AsyncGenerator<Buffer> {
  if (settings.encryption === "zipcrypto") {
    settings.onEvent?.({ type: "warning", code: "zipcrypto-is-weak", message: zipCryptoWarning });
  }
  const directory = new ByteList();
  const claims = new PathClaims();
  let offset = 0;
  let count = 0;
  for await (const entry of entries) {
    if (!entry.name.endsWith("/")) claims.claim(entry.name);
    const writing = writeEntry(entry, settings, offset);
    try {
      let step = await writing.next();
      while (step.done !== true) {
        offset += step.value.length;
        yield step.value;
        settings.onEvent?.({ type: "progress", bytes: offset, totalBytes });
        step = await writing.next();
      }
      directory.append(centralHeader(step.value));
      count += 1;
    } finally {
      // The entry's file is closed also when the consumer leaves early.
      await writing.return(undefined as never);
    }
  }
  const directoryOffset = offset;
  yield* directory.chunks();
  yield endOfArchive(count, directory.totalBytes, directoryOffset);
}
