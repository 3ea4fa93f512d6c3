import { HashTable, fingerprint } from "@scanferry/transfer";
import { symlinkRefused } from "../read/checked-target.js";
import { damaged } from "../read/damaged.js";
import type { LocatedEntry } from "../read/zip-entry.js";

/** What both the entry and the directory say. */
type Facts = Pick<LocatedEntry, "name" | "method" | "sizeBytes" | "compressedBytes" | "offset"> & {
  crc32: number | undefined;
};

const listed = -1;

/** Holds the directory against what was read before it, in 16 to 32 bytes per entry: only fingerprints are kept. */
export class SeenEntries {
  readonly #table = new HashTable();
  #unlisted = 0;
  #symlink: string | undefined;

  /**
   * Notes an entry that is read.
   *
   * @throws {@link ScanferryError} `data/corrupt` when one was read at its place already
   */
  add(entry: Facts): void {
    if (this.#table.get(String(entry.offset)) !== undefined) {
      throw damaged("The archive is damaged: its directory lists an entry twice.", { subject: entry.name });
    }
    this.#table.set(String(entry.offset), factsOf(entry));
    this.#unlisted += 1;
  }

  /**
   * Holds a record of the directory against the entry that was read at its place.
   *
   * @throws {@link ScanferryError} `data/corrupt` when there was none, another one, or the record comes for the second time
   */
  match(record: LocatedEntry): void {
    if (this.#table.get(String(record.offset)) !== factsOf(record)) {
      throw damaged("The archive is damaged: its directory says something else about an entry.", {
        subject: record.name,
      });
    }
    this.#table.set(String(record.offset), listed);
    this.#unlisted -= 1;
    if (record.isSymlink) this.#symlink ??= record.name;
  }

  /**
   * Says that the directory has ended.
   *
   * @throws {@link ScanferryError} `data/corrupt` when entries are missing in it, `data/unsafe-path` for a symbolic link, which
   * only the directory knows as one
   */
  finish(): void {
    if (this.#unlisted > 0) throw damaged("The archive is damaged: its directory does not list all entries.");
    if (this.#symlink !== undefined) throw symlinkRefused(this.#symlink);
  }
}

function factsOf({ name, method, crc32 = 0, sizeBytes, compressedBytes }: Facts): number {
  return fingerprint(JSON.stringify([name, method, crc32, sizeBytes, compressedBytes]));
}
