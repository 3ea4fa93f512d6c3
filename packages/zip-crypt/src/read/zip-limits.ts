import { ScanferryError } from "@scanferry/transfer";
import { damaged } from "./damaged.js";
import type { ZipEntry } from "./zip-entry.js";

/** How much an archive may unpack to: what protects from archives that are made to fill a disk. */
export interface ZipLimits {
  /** Sum of all entries. @default unlimited, but see `maxRatio` */
  maxTotalBytes?: number;
  /** @default unlimited */
  maxEntryBytes?: number;
  /** @default unlimited */
  maxEntries?: number;
  /**
   * How many times larger than the archive the content may be in sum; not applied below 1 GiB. @default 100
   */
  maxRatio?: number;
}

/** Below this, any ratio is allowed. */
export const ratioFloorBytes = 1024 ** 3;

/** Adds up entries and throws as soon as a limit is passed. Declared sizes count here; reading holds data to them. */
export class LimitCounter {
  #entries = 0;
  #totalBytes = 0;
  #compressedBytes = 0;
  readonly #limits: ZipLimits;
  readonly #archiveBytes: number;
  readonly #ratioBytes: number;

  constructor(limits: ZipLimits, archiveBytes: number) {
    this.#limits = limits;
    this.#archiveBytes = archiveBytes;
    this.#ratioBytes = Math.max(ratioFloorBytes, archiveBytes * (limits.maxRatio ?? 100));
  }

  /** @throws {@link ScanferryError} `data/corrupt` */
  add(entry: ZipEntry): void {
    const { maxTotalBytes = Infinity, maxEntryBytes = Infinity, maxEntries = Infinity } = this.#limits;
    this.#entries += 1;
    this.#totalBytes += entry.sizeBytes;
    this.#compressedBytes += entry.compressedBytes;
    // Entries that share their data are the trick of the bombs that need no nesting.
    if (this.#compressedBytes > this.#archiveBytes) {
      throw damaged("The archive is damaged: its entries hold more data than it has.", {
        subject: entry.name,
      });
    }
    if (this.#entries > maxEntries) throw tooLarge("maxEntries", maxEntries, entry.name);
    if (entry.sizeBytes > maxEntryBytes) throw tooLarge("maxEntryBytes", maxEntryBytes, entry.name);
    if (this.#totalBytes > maxTotalBytes) throw tooLarge("maxTotalBytes", maxTotalBytes, entry.name);
    if (this.#totalBytes > this.#ratioBytes)
      throw tooLarge("maxRatio", this.#limits.maxRatio ?? 100, entry.name);
  }
}

/** The error for an archive that passes a limit. */
export function tooLarge(limit: string, value: number, name: string): ScanferryError {
  return new ScanferryError("data/corrupt", "The archive would unpack to more than is allowed.", {
    hint: `It may be made to fill the disk. If you trust it, raise the limit ${limit}.`,
    details: { limit, value },
    subject: name,
  });
}
