const slabBytes = 256 * 1024;

/** Collects many small records in a few large buffers: a Buffer object per record costs more than the record. */
export class ByteList {
  readonly #full: Buffer[] = [];
  #slab = Buffer.allocUnsafeSlow(4096);
  #filled = 0;
  #totalBytes = 0;

  /** Bytes collected so far. */
  get totalBytes(): number {
    return this.#totalBytes;
  }

  append(record: Buffer): void {
    if (this.#filled + record.length > this.#slab.length) {
      this.#full.push(this.#slab.subarray(0, this.#filled));
      this.#slab = Buffer.allocUnsafeSlow(Math.max(slabBytes, record.length));
      this.#filled = 0;
    }
    record.copy(this.#slab, this.#filled);
    this.#filled += record.length;
    this.#totalBytes += record.length;
  }

  /** Gives everything in order. */
  *chunks(): Generator<Buffer> {
    yield* this.#full;
    yield this.#slab.subarray(0, this.#filled);
  }
}
