import { readdir } from "node:fs/promises";

import { collect, download, type TransferItem } from "../../src/index.js";
import { dir } from "./use-download-server.js";

/** Options under which no repetition is waited for. */
export const quick = { sleep: () => Promise.resolve(), random: () => 0 };

/** Downloads into the folder of the test and collects the results. */
export const run = (
  items: TransferItem[],
  options: Parameters<typeof download>[2] = {},
): ReturnType<typeof collect> => collect(download(items, dir, { ...quick, ...options }));

/** The names in the folder of the test, without the journal's. */
export const visible = async (): Promise<string[]> =>
  (await readdir(dir)).filter((name) => name !== ".scanferry").sort();
