import { HashTable } from "../paths/hash-table.js";
import type { Journal } from "./open-journal.js";

/** What the journal keeps of an item that was moved. */
export interface KnownItem {
  id: string;
  /** Path below the output folder, or address on the server. */
  path: string;
  bytes: number;
  sha256?: string;
  md5?: string;
  etag?: string;
  lastModified?: string;
  /** The file's modification time right after it was written: a file that was edited since is not ours any more. */
  mtimeMs?: number;
  /** What an upload's source was. */
  fingerprint?: string;
  /** When it was finished, as an ISO date. */
  at: string;
}

/** Tells the record of an item from other records. */
export function isKnownItem(value: unknown): value is KnownItem {
  const item = value as Partial<KnownItem> | null;
  return (
    typeof item === "object" &&
    typeof item?.id === "string" &&
    typeof item.path === "string" &&
    typeof item.bytes === "number"
  );
}

const facts = ["path", "bytes", "sha256", "md5", "etag", "lastModified", "mtimeMs", "fingerprint"] as const;

/** Whether two records say the same but for the time of the entry. */
function isSame(a: KnownItem, b: KnownItem): boolean {
  return facts.every((fact) => a[fact] === b[fact]);
}

/** Finds what the journal says of an item. Only a hash and a place in the file are held per item, never the records. */
export class KnownItems {
  readonly #places = new HashTable();
  readonly #journal: Journal;

  private constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** Reads the journal once. */
  static async of(journal: Journal): Promise<KnownItems> {
    const known = new KnownItems(journal);
    for await (const { record, position } of journal.entries()) {
      if (isKnownItem(record)) known.#places.set(record.id, position.offset);
    }
    return known;
  }

  /** The last record of an item. */
  async find(id: string): Promise<KnownItem | undefined> {
    const offset = this.#places.get(id);
    if (offset === undefined) return undefined;
    const record = await this.#journal.at(offset);
    return isKnownItem(record) && record.id === id ? record : undefined;
  }

  /** Writes a record and remembers its place; one that says nothing new is not written again. */
  async add(item: KnownItem): Promise<void> {
    const before = await this.find(item.id);
    if (before !== undefined && isSame(before, item)) return;
    const { offset } = await this.#journal.append(item);
    this.#places.set(item.id, offset);
  }
}
