import { access } from "node:fs/promises";
import { join } from "node:path";
import { rememberRows } from "../journal/remember-rows.js";
import { ShareJournal } from "../journal/share-journal.js";
import { removeParts } from "./remove-parts.js";
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
  const added = rows.filter((row) => list.get(row.subject) === undefined);
  if (added.length === 0) return 0;
  // A row may be deleted before the first run: only what the journal knows is known to be ours then.
  const journal = await ShareJournal.open(target);
  try {
    await removeParts(target);
    for (const row of added) list.put(row);
    await list.save();
    await rememberRows(journal, added);
  } finally {
    await journal.close();
  }
  return added.length;
}
