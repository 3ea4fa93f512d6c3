import { readFile } from "node:fs/promises";
import { join } from "node:path";

import {
  collect,
  download,
  type DownloadOptions,
  type FileItem,
  type ManifestLine,
} from "../../src/index.js";
import { quick } from "./run-downloads.js";

/** Downloads into a folder without waiting for repetitions. */
export const runInto = (
  dir: string,
  items: FileItem[],
  options: DownloadOptions = {},
): ReturnType<typeof collect> => collect(download(items, dir, { ...quick, ...options }));

/** The lines of a folder's manifest. */
export const manifestOf = async (dir: string): Promise<ManifestLine[]> =>
  (await readFile(join(dir, ".scanferry/manifest.ndjson"), "utf8"))
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as ManifestLine);
