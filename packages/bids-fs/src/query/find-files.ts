import { stat } from "node:fs/promises";
import type { DatasetContext } from "../dataset/dataset.js";
import { isOpaqueFolder, isParticipantFolder, placeOf } from "../dataset/place.js";
import { makeScope } from "../dataset/scope.js";
import { walkFolders } from "../walk/walk-folders.js";
import { toBidsFile } from "./bids-file.js";
import type { BidsFile } from "./bids-file.js";
import type { FileQuery, FilesOptions } from "./file-query.js";
import { readyQuery } from "./match-query.js";

/** Walks a dataset and yields the files that match; a participant that cannot match is not walked. */
export async function* findFiles(
  context: DatasetContext,
  query: FileQuery,
  options: FilesOptions,
): AsyncGenerator<BidsFile> {
  const { root, layout } = context;
  const scope = makeScope(context.isIgnored, options.include);
  const wanted = readyQuery(query);
  const folders = walkFolders(root, {
    enter: (path, name) =>
      scope.enters(path, name) &&
      (path !== name || !isParticipantFolder(name, layout) || wanted.entersParticipant(name)),
    opaque: isOpaqueFolder,
    onLoop: (path) => options.onEvent?.({ type: "link-loop", path }),
    signal: options.signal,
  });
  for await (const folder of folders) {
    const place = placeOf(folder.path, layout);
    for (const name of folder.files) {
      const file = toBidsFile(root, folder.path, name, place, layout);
      if (!wanted.matches(file) || !scope.shows(file.path, name)) continue;
      yield options.sizes === true ? await withSize(file) : file;
    }
  }
}

async function withSize(file: BidsFile): Promise<BidsFile> {
  const found = await stat(file.absolutePath).catch(() => undefined);
  return found?.isFile() === true ? { ...file, sizeBytes: found.size } : file;
}
