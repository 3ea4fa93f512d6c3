import type { ZipArchive } from "./random-access.js";
import { type ReadZipOptions, readZipEntries } from "./read-zip-entries.js";

/** What `testZip` has read. */
export interface TestedZip {
  entries: number;
  /** Bytes of content. */
  bytes: number;
}

/**
 * Reads an archive to the end without writing anything, and throws at the first entry that is not right.
 *
 * @throws {@link ScanferryError} `auth/required`, `auth/rejected`, `data/corrupt`, `data/checksum-mismatch`
 * @example
 * ```ts
 * const { entries, bytes } = await testZip("sub-01.zip", { password });
 * ```
 */
export async function testZip(archive: ZipArchive, options: ReadZipOptions = {}): Promise<TestedZip> {
  let entries = 0;
  let bytes = 0;
  for await (const entry of readZipEntries(archive, options)) {
    entries += 1;
    if (entry.isDirectory) continue;
    for await (const chunk of entry.stream()) bytes += chunk.length;
  }
  return { entries, bytes };
}
