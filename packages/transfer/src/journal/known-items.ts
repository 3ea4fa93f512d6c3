import { HashTable } from "../paths/hash-table.js";
import { foldPath } from "../paths/path-claims.js";
import type { Journal } from "./open-journal.js";

/** What the journal keeps of an item that was moved. */
export interface KnownItem {
  id: string;
  /** What the remote thing was beyond its name. */
  origin?: string;
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

const facts = [
  "origin",
  "path",
  "bytes",
  "sha256",
  "md5",
  "etag",
  "lastModified",
  "mtimeMs",
  "fingerprint",
] as const;

/** Whether two records say the same but for the time of the entry. */
function isSame(a: KnownItem, b: KnownItem): boolean {
  return facts.every((fact) => a[fact] === b[fact]);
}

/** Whether a file has the length and the time of its record. */
export function hasSizeAndTime(record: KnownItem, found: { bytes: number; mtimeMs: number }): boolean {
  return record.bytes === found.bytes && hasTime(record, found);
}

/** Whether a file has the time of its record. */
export function hasTime(record: KnownItem, found: { mtimeMs: number }): boolean {
  return Math.abs((record.mtimeMs ?? 0) - found.mtimeMs) < 1;
}

/**
 * Finds what the journal says of an item and of a place. Only hashes and places in the file are held, never the records. An item may stand
 * at two paths, when two layouts share a folder, and a path may have had two items: the newest record of each path is what counts for the file there.
 */
export class KnownItems {
  readonly #byId = new HashTable();
  /** Folded, because on a disk that ignores case two spellings are one file. */
  readonly #byPath = new HashTable();
  readonly #journal: Journal;

  private constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** Reads the journal once. */
  static async of(journal: Journal): Promise<KnownItems> {
    const known = new KnownItems(journal);
    for await (const { record, position } of journal.entries())
      if (isKnownItem(record)) known.#enter(record, position.offset);
    return known;
  }

  /** What is known of an item at a path. */
  async find(id: string, path: string): Promise<KnownItem | undefined> {
    const newest = await this.ownerOf(path);
    if (newest?.id === id && newest.path === path) return newest;
    const last = await this.#last(id);
    return last?.path === path ? last : undefined;
  }

  /** The newest record of the file at a path, whichever item it belongs to. */
  async ownerOf(path: string): Promise<KnownItem | undefined> {
    const folded = foldPath(path);
    const record = await this.#at(this.#byPath.get(folded));
    return record !== undefined && foldPath(record.path) === folded ? record : undefined;
  }

  /** The last record of an item that is about to come to a path where it never was; nothing for one that is new or that was there. */
  async elsewhere(id: string, path: string): Promise<KnownItem | undefined> {
    const offset = this.#byId.get(id);
    // Most items are where they were: that is told without reading the record.
    if (offset === undefined || offset === this.#byPath.get(foldPath(path))) return undefined;
    const last = await this.#last(id);
    if (last === undefined || foldPath(last.path) === foldPath(path)) return undefined;
    return (await this.find(id, path)) === undefined ? last : undefined;
  }

  /** Writes a record and remembers its place; one that says nothing new of the file there is not written again. */
  async add(item: KnownItem): Promise<void> {
    const before = await this.ownerOf(item.path);
    if (before?.id === item.id && isSame(before, item)) return;
    const { offset } = await this.#journal.append(item);
    this.#enter(item, offset);
  }

  #enter({ id, path }: KnownItem, offset: number): void {
    this.#byId.set(id, offset);
    this.#byPath.set(foldPath(path), offset);
  }

  async #last(id: string): Promise<KnownItem | undefined> {
    const record = await this.#at(this.#byId.get(id));
    return record?.id === id ? record : undefined;
  }

  async #at(offset: number | undefined): Promise<KnownItem | undefined> {
    if (offset === undefined) return undefined;
    const record = await this.#journal.at(offset);
    return isKnownItem(record) ? record : undefined;
  }
}
