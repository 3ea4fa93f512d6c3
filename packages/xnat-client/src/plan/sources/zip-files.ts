import { readHeaderFromStream } from "@scanferry/dicom";
import { isAbort, isScanferryError } from "@scanferry/transfer";
import { readZipEntries, type ReadableZipEntry } from "@scanferry/zip-crypt";
import type { FoundFile, PlanSource } from "./found-file.js";

const deflated = 8;

/** Reads the headers of the files in a zip, of each entry only as far as needed. */
export async function* zipFiles(
  source: PlanSource,
  signal: AbortSignal | undefined,
): AsyncGenerator<FoundFile, void, undefined> {
  let ordinal = -1;
  for await (const entry of readZipEntries(source.path, signal === undefined ? {} : { signal })) {
    ordinal++;
    if (entry.isDirectory) continue;
    const { name: path, sizeBytes, crc32, mtime } = entry;
    // Java refuses stored entries with their sizes behind them (wire/xnat.md §11b), and 1.6 spoils names that are not ASCII; hidden files and
    // `./` in front are not what it was tried with.
    const isPlain =
      entry.encryption === "none" &&
      entry.method === deflated &&
      /^(?!\/)(?!(?:.*\/)?\.)[A-Za-z0-9._/ -]+$/.test(path);
    if (!isPlain || entry.isSymlink) source.asIs = false;
    const facts = { source, path, ordinal, sizeBytes, mtimeMs: mtime.getTime(), crc32 };
    yield { ...facts, ...(await headerOf(entry, signal)) };
  }
}

async function headerOf(
  entry: ReadableZipEntry,
  signal: AbortSignal | undefined,
): Promise<Pick<FoundFile, "header" | "unreadable" | "error">> {
  try {
    return await readHeaderFromStream(entry.stream(), { sizeBytes: entry.sizeBytes, signal });
  } catch (error) {
    // A locked entry, or one that is damaged: the others are still worth a plan.
    if (isAbort(error) || !isScanferryError(error)) throw error;
    return { error };
  }
}
