import { scanFolder } from "@scanferry/dicom";
import { changedError, isScanferryError } from "@scanferry/transfer";
import type { FoundFile, PlanSource } from "./found-file.js";
import { tarFiles } from "./tar-files.js";
import { zipFiles } from "./zip-files.js";

/** Reads the headers of all files of a source, each once; those of an archive in its order, those of a folder as far as it is to be entered. */
export async function* filesOf(
  source: PlanSource,
  signal: AbortSignal | undefined,
  enter: (folder: string) => boolean,
): AsyncGenerator<FoundFile, void, undefined> {
  if (source.kind !== "folder") yield* packedFiles(source, signal);
  else {
    for await (const file of scanFolder(source.path, { signal, enter }))
      yield { sizeBytes: 0, mtimeMs: 0, ...file, source };
  }
}

async function* packedFiles(
  source: PlanSource,
  signal: AbortSignal | undefined,
): AsyncGenerator<FoundFile, void, undefined> {
  try {
    yield* (source.kind === "zip" ? zipFiles : tarFiles)(source, signal);
  } catch (error) {
    // Which of several archives is damaged.
    if (!isScanferryError(error) || error.subject !== undefined) throw error;
    throw changedError(error, { subject: source.path });
  }
}
