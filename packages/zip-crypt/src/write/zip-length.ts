import {
  centralHeaderLength,
  descriptorLength,
  endLength,
  layoutEntry,
  localHeaderLength,
} from "../container/entry-layout.js";
import type { ZipEncryption } from "../zip-options.js";

/**
 * Gives the exact length in bytes of an archive of stored entries, before anything is read: what an upload announces.
 *
 * @param entries names and sizes in the order in which they will be written
 * @example
 * ```ts
 * zipLength([{ name: "sub-01_T1w.nii.gz", sizeBytes: 7_340_032 }], { encryption: "aes-256" });
 * ```
 */
export function zipLength(
  entries: Iterable<{ name: string; sizeBytes: number }>,
  options: { encryption: ZipEncryption },
): number {
  const counter = new ZipLengthCounter(options);
  for (const entry of entries) counter.add(entry);
  return counter.bytes;
}

/**
 * Counts as {@link zipLength} does, one entry at a time: for entries that come one after the other from a list too long to be held.
 *
 * @example
 * ```ts
 * const counter = new ZipLengthCounter({ encryption: "none" });
 * counter.add({ name: "0001.dcm", sizeBytes: 200_000 });
 * console.log(counter.bytes); // 200168
 * ```
 */
export class ZipLengthCounter {
  readonly #encryption: ZipEncryption;
  #offset = 0;
  #directoryBytes = 0;
  #count = 0;

  constructor({ encryption }: { encryption: ZipEncryption }) {
    this.#encryption = encryption;
  }

  /** Length of the archive of what was added so far. */
  get bytes(): number {
    return this.#offset + this.#directoryBytes + endLength(this.#count, this.#directoryBytes, this.#offset);
  }

  /** Adds the next entry; the order counts near the limits of 32 bits. */
  add({ name, sizeBytes }: { name: string; sizeBytes: number }): void {
    const layout = layoutEntry({ name, sizeBytes, encryption: this.#encryption, store: true });
    const size = layout.isDirectory ? 0 : sizeBytes;
    const payloadBytes = layout.payloadBytes ?? 0;
    this.#directoryBytes += centralHeaderLength(layout, size, payloadBytes, this.#offset);
    this.#offset += localHeaderLength(layout) + payloadBytes + descriptorLength(layout);
    this.#count += 1;
  }
}
