const blockBytes = 512;

/** Watches where a tar ends: tar-stream takes one that was cut between two entries for whole. */
export class TarEnd {
  #total = 0;
  /** How many zeros stand at the end of what has come. */
  #zeros = 0;
  #contentEnd = 0;

  /** Takes notice of bytes of the archive. */
  see(chunk: Uint8Array): void {
    this.#total += chunk.length;
    let at = chunk.length;
    while (at > 0 && chunk[at - 1] === 0 && chunk.length - at < blockBytes) at--;
    const zeros = chunk.length - at;
    this.#zeros = at === 0 ? this.#zeros + zeros : zeros;
  }

  /** An entry's content begins here. @returns whether more than its own header stands between it and the one before */
  entry(offset: number, sizeBytes: number): boolean {
    const isExtended = offset - this.#contentEnd > blockBytes;
    this.#contentEnd = offset + Math.ceil(sizeBytes / blockBytes) * blockBytes;
    return isExtended;
  }

  /** Whether a block of zeros stands behind the last entry, as POSIX asks for. */
  get isWhole(): boolean {
    return this.#total - this.#contentEnd >= blockBytes && this.#zeros >= blockBytes;
  }
}
