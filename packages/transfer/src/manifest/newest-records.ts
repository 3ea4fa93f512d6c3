import { isKnownItem, type KnownItem } from "../journal/known-items.js";
import type { Journal } from "../journal/open-journal.js";
import { HashTable } from "../paths/hash-table.js";

/** Records of files that were brought; those of uploads have no modification time. */
function isFileRecord(record: unknown): record is KnownItem {
  return isKnownItem(record) && typeof record.mtimeMs === "number";
}

/**
 * Gives the newest record of each local file, in the order in which they were written. The journal is read twice, and of each path a
 * hash is held: whatever happened in this run or before, and whichever ids a path had, there is one record per file.
 */
export async function* newestRecords(journal: Journal): AsyncGenerator<KnownItem> {
  const newest = new HashTable();
  for await (const { record, position } of journal.entries())
    if (isFileRecord(record)) newest.set(record.path, position.offset);
  for await (const { record, position } of journal.entries())
    if (isFileRecord(record) && newest.get(record.path) === position.offset) yield record;
}
