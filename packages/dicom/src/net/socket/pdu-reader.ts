import type { Pdu } from "./pdu.js";

/** A receiver sends us short answers alone. What claims to be longer is no DICOM, and must not fill the memory. */
const longestPdu = 1_048_576;

/** Cuts what a socket brings into protocol data units, however the network has cut it. */
export class PduReader {
  #waiting: Buffer[] = [];
  #bytes = 0;
  /** What the unit at the front needs, header included, once its header is there. */
  #needed: number | undefined;

  /**
   * Takes bytes.
   *
   * @returns the units that are whole now; `undefined` where the bytes cannot be DICOM
   */
  feed(chunk: Buffer): Pdu[] | undefined {
    this.#waiting.push(chunk);
    this.#bytes += chunk.length;
    const whole: Pdu[] = [];
    while (this.#bytes >= (this.#needed ?? 6)) {
      const bytes = this.#joined();
      if (this.#needed === undefined) {
        const type = bytes.readUInt8(0);
        const length = bytes.readUInt32BE(2);
        if (type < 1 || type > 7 || length > longestPdu) return undefined;
        this.#needed = 6 + length;
        continue;
      }
      whole.push({ type: bytes.readUInt8(0), body: bytes.subarray(6, this.#needed) });
      this.#waiting = [bytes.subarray(this.#needed)];
      this.#bytes -= this.#needed;
      this.#needed = undefined;
    }
    return whole;
  }

  #joined(): Buffer {
    const [first] = this.#waiting;
    const joined = this.#waiting.length === 1 && first !== undefined ? first : Buffer.concat(this.#waiting);
    this.#waiting = [joined];
    return joined;
  }
}
