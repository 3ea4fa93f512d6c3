import { type ZipLimits, ratioFloorBytes, tooLarge } from "../read/zip-limits.js";

/**
 * Holds a stream to the limits. Sizes may stand behind the data here and the length of the archive is not known, so that bytes are
 * counted as they come, against as much of the archive as has been read.
 */
export class ForwardLimits {
  #entries = 0;
  #entryBytes = 0;
  #totalBytes = 0;
  #name = "";
  readonly #limits: ZipLimits;

  constructor(limits: ZipLimits) {
    this.#limits = limits;
  }

  /**
   * Begins an entry, with its size where that is known already.
   *
   * @throws {@link ScanferryError} `data/corrupt`
   */
  begin(name: string, declaredBytes: number): void {
    const { maxEntries = Infinity, maxEntryBytes = Infinity, maxTotalBytes = Infinity } = this.#limits;
    this.#entries += 1;
    this.#entryBytes = 0;
    this.#name = name;
    if (this.#entries > maxEntries) throw tooLarge("maxEntries", maxEntries, name);
    if (declaredBytes > maxEntryBytes) throw tooLarge("maxEntryBytes", maxEntryBytes, name);
    if (this.#totalBytes + declaredBytes > maxTotalBytes)
      throw tooLarge("maxTotalBytes", maxTotalBytes, name);
  }

  /** @throws {@link ScanferryError} `data/corrupt` */
  add(bytes: number, archiveBytes: number): void {
    const { maxEntryBytes = Infinity, maxTotalBytes = Infinity, maxRatio = 100 } = this.#limits;
    this.#entryBytes += bytes;
    this.#totalBytes += bytes;
    if (this.#entryBytes > maxEntryBytes) throw tooLarge("maxEntryBytes", maxEntryBytes, this.#name);
    if (this.#totalBytes > maxTotalBytes) throw tooLarge("maxTotalBytes", maxTotalBytes, this.#name);
    if (this.#totalBytes > Math.max(ratioFloorBytes, archiveBytes * maxRatio))
      throw tooLarge("maxRatio", maxRatio, this.#name);
  }
}
