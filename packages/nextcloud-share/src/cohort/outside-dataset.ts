import { realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { ScanferryError } from "@scanferry/transfer";

/** The real path of something that may not exist yet: that of its nearest folder that does, and the rest. */
async function realPlace(path: string): Promise<string> {
  const absolute = resolve(path);
  try {
    return await realpath(absolute);
  } catch {
    const parent = dirname(absolute);
    return parent === absolute ? absolute : join(await realPlace(parent), basename(absolute));
  }
}

/**
 * Refuses files of ours inside the dataset: it is often shared, backed up or published as a whole, and a list there would
 * carry the passwords along.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export async function checkOutsideDataset(
  path: string,
  datasetRoot: string | undefined,
  what: string,
): Promise<void> {
  if (datasetRoot === undefined) return;
  const way = relative(await realPlace(datasetRoot), await realPlace(path));
  if (way === ".." || way.startsWith("../") || way.startsWith("..\\") || isAbsolute(way)) return;
  throw new ScanferryError("input/invalid", `${what} would lie inside the dataset.`, {
    hint: "Run the command from another folder, or give a path outside the BIDS root: passwords do not belong beside the images.",
    subject: path,
  });
}
