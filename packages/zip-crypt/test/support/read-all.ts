import { type ReadZipOptions, type ZipArchive, readZipEntries } from "../../src/index.js";
import { gather } from "./gather.js";

/** Reads all files of an archive with our own reader. */
export async function readAll(
  archive: ZipArchive,
  options: ReadZipOptions = {},
): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for await (const entry of readZipEntries(archive, options)) {
    if (!entry.isDirectory) files.set(entry.name, await gather(entry.stream()));
  }
  return files;
}
