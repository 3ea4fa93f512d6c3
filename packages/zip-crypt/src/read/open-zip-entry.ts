import { ScanferryError } from "@scanferry/transfer";
import type { ZipArchive } from "./random-access.js";
import { type ReadZipOptions, readZipEntries } from "./read-zip-entries.js";

/**
 * Streams the content of the entry with that name; its checks are those of `readZipEntries`.
 *
 * @throws {@link ScanferryError} `local/not-found` when there is no such entry
 * @example
 * ```ts
 * for await (const chunk of openZipEntry("sub-01.zip", "sub-01_T1w.nii.gz", { password })) console.log(chunk.length);
 * ```
 */
export async function* openZipEntry(
  archive: ZipArchive,
  name: string,
  options: ReadZipOptions = {},
): AsyncGenerator<Uint8Array> {
  for await (const entry of readZipEntries(archive, options)) {
    if (entry.name !== name) continue;
    yield* entry.stream();
    return;
  }
  throw new ScanferryError("local/not-found", "The archive has no entry with that name.", {
    hint: "List the archive to see its names.",
    subject: name,
  });
}
