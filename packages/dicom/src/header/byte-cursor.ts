/** Bytes that the parser asks for, or the place from which everything is a raw deflate stream. */
export type ByteRequest =
  { readonly offset: number; readonly length: number } | { readonly inflateFrom: number };

/** A piece of the file. It begins at or before the offset that was asked for, unless the data end before it. */
export interface ByteWindow {
  readonly start: number;
  readonly bytes: Buffer;
  /** Whether what gives the bytes broke off: a deflate stream without its end. */
  readonly broken?: boolean;
}

/**
 * A place in a file of which one piece is at hand. All positions are counted from the file's beginning. Reading is synchronous; whoever
 * needs more than the piece holds asks by `yield* fill()`, so that the usual file costs one read and no turn of the event loop.
 */
export class ByteCursor {
  at = 0;
  broken = false;
  #bytes: Buffer;
  #start = 0;

  constructor(
    first: Buffer,
    /** How many bytes there are in all; undefined where only the end tells. */
    public sizeBytes: number | undefined,
  ) {
    this.#bytes = first;
  }

  /** How many bytes from here on are at hand; negative when the data end before this place. */
  get left(): number {
    return this.#start + this.#bytes.length - this.at;
  }

  /** Whether the announced end lies behind that of the file. */
  isBeyond(end: number): boolean {
    return this.sizeBytes !== undefined && end > this.sizeBytes;
  }

  /** Gets `length` bytes from here on to hand, or as many as there are. */
  *fill(length: number): Generator<ByteRequest, void, ByteWindow> {
    if (this.left >= length) return;
    if (this.sizeBytes !== undefined && this.#start + this.#bytes.length >= this.sizeBytes) return;
    this.#take(yield { offset: this.at, length });
  }

  /** From here on, the file is a deflate stream; positions go on as if its content stood here. */
  *inflate(): Generator<ByteRequest, void, ByteWindow> {
    this.sizeBytes = undefined;
    this.#take(yield { inflateFrom: this.at });
  }

  #take(window: ByteWindow): void {
    this.#bytes = window.bytes;
    this.#start = window.start;
    if (window.broken === true) this.broken = true;
  }

  byte(offset: number): number {
    return this.#bytes[this.at - this.#start + offset] ?? 0;
  }

  uint16(offset: number, bigEndian: boolean): number {
    const first = this.byte(offset);
    const second = this.byte(offset + 1);
    return bigEndian ? first * 256 + second : first + second * 256;
  }

  uint32(offset: number, bigEndian: boolean): number {
    const first = this.uint16(offset, bigEndian);
    const second = this.uint16(offset + 2, bigEndian);
    return bigEndian ? first * 65_536 + second : first + second * 65_536;
  }

  /** Bytes at hand, not copied: they are overwritten by the next piece. */
  slice(offset: number, length: number): Buffer {
    const from = this.at - this.#start + offset;
    return this.#bytes.subarray(from, from + length);
  }
}
