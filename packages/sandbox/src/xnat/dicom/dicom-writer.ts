/** Value representations whose length field has four bytes behind two that are reserved (PS3.5, 7.1.2). */
const LONG = new Set(["OB", "OW", "UN", "UT", "SQ"]);

/** Writes elements in explicit VR little endian into one buffer; their order is the caller's. */
export class DicomWriter {
  #at = 0;
  readonly #buffer: Buffer;

  constructor(room: number) {
    this.#buffer = Buffer.alloc(room);
  }

  get length(): number {
    return this.#at;
  }

  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#at);
  }

  skip(bytes: number): void {
    this.#at += bytes;
  }

  raw(text: string): void {
    this.#at += this.#buffer.write(text, this.#at, "latin1");
  }

  /** A text, padded to an even length: UIDs with a zero byte, everything else with a space (PS3.5, 6.2). */
  text(tag: number, vr: string, value: string): void {
    const bytes = Buffer.byteLength(value);
    this.head(tag, vr, bytes + (bytes % 2));
    this.#buffer.write(value, this.#at, "utf8");
    if (bytes % 2 === 1) this.#buffer.writeUInt8(vr === "UI" ? 0 : 0x20, this.#at + bytes);
    this.#at += bytes + (bytes % 2);
  }

  uint16(tag: number, value: number): void {
    this.head(tag, "US", 2);
    this.#at = this.#buffer.writeUInt16LE(value, this.#at);
  }

  uint32(tag: number, value: number): void {
    this.head(tag, "UL", 4);
    this.#at = this.#buffer.writeUInt32LE(value, this.#at);
  }

  /** Everything of an element but its value. */
  head(tag: number, vr: string, length: number): void {
    const buffer = this.#buffer;
    buffer.writeUInt16LE(tag >>> 16, this.#at);
    buffer.writeUInt16LE(tag & 0xffff, this.#at + 2);
    buffer.write(vr, this.#at + 4, "latin1");
    if (LONG.has(vr)) {
      buffer.writeUInt16LE(0, this.#at + 6);
      this.#at = buffer.writeUInt32LE(length, this.#at + 8);
    } else this.#at = buffer.writeUInt16LE(length, this.#at + 6);
  }

  /** Puts a number into an element that was written before. */
  patchUint32(at: number, value: number): void {
    this.#buffer.writeUInt32LE(value, at);
  }
}
