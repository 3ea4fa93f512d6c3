import { access } from "node:fs/promises";
import { join } from "node:path";
import { ShareList, readShareList, type ShareListOptions } from "./share-list.js";

/**
 * Finds a share list inside a dataset, where today's script keeps it; undefined when there is none.
 *
 * @example
 * ```ts
 * const old = await findListInDataset("./mri_images");
 * if (old !== undefined) await importShareList(old, "share-list.xlsx");
 * ```
 */
export async function findListInDataset(datasetRoot: string): Promise<string | undefined> {
  const path = join(datasetRoot, "share-list.xlsx");
  return access(path).then(
    () => path,
    () => undefined,
  );
}

/**
 * Copies the rows of one list into another, the original untouched: `expire` of a list of today's script (the day a link
 * dies) becomes the last usable day. Subjects that the target has already are left alone, so that importing twice changes
 * nothing.
 *
 * @returns how many rows were added
 * @throws {@link ScanferryError} `local/not-found`, `data/corrupt`, `local/busy`
 */
export async function importShareList(
  source: string,
  target: string,
  options: ShareListOptions = {},
): Promise<number> {
  const { rows } = await readShareList(source);
  const list = await ShareList.open(target, options);
  let added = 0;
  for (const row of rows) {
    if (list.get(row.subject) !== undefined) continue;
    list.put(row);
    added += 1;
  }
  if (added > 0) await list.save();
  return added;
}
