import type { ZipArchive } from "./random-access.js";
import { type ReadZipOptions, readZipEntries } from "./read-zip-entries.js";
import type { ZipEntry } from "./zip-entry.js";

/**
 * Lists the entries of an archive; no password is needed.
 *
 * @throws {@link ScanferryError} `data/corrupt`, `local/not-found`
 * @example
 * ```ts
 * for await (const entry of listZip("sub-01.zip")) console.log(entry.name, entry.sizeBytes, entry.encryption);
 * ```
 */
export async function* listZip(
  archive: ZipArchive,
  options: Omit<ReadZipOptions, "password"> = {},
): AsyncGenerator<ZipEntry> {
  for await (const { stream: _stream, ...entry } of readZipEntries(archive, options)) {
    yield entry;
  }
}
