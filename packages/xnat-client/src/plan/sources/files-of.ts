import { scanFolder } from "@scanferry/dicom";
import type { FoundFile, PlanSource } from "./found-file.js";
import { tarFiles } from "./tar-files.js";
import { zipFiles } from "./zip-files.js";

/** Reads the headers of all files of a source, each once; those of an archive in its order, those of a folder as far as it is to be entered. */
export async function* filesOf(
  source: PlanSource,
  signal: AbortSignal | undefined,
  enter: (folder: string) => boolean,
): AsyncGenerator<FoundFile, void, undefined> {
  if (source.kind === "zip") yield* zipFiles(source, signal);
  else if (source.kind === "tar") yield* tarFiles(source, signal);
  else {
    for await (const file of scanFolder(source.path, { signal, enter }))
      yield { sizeBytes: 0, mtimeMs: 0, ...file, source };
  }
}
