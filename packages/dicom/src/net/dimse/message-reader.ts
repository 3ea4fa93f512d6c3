import { decodeAnswer, type DimseAnswer } from "./dimse-command.js";

/** An answer's command set is some hundred bytes; comments are at most 64 characters. */
const longestCommand = 65_536;

/** Puts an answer together from the fragments that a receiver sends. */
export class MessageReader {
  #command: Buffer[] = [];
  #bytes = 0;
  /** The answer whose data set is still coming. Nobody needs that, and it is passed over. */
  #answer: DimseAnswer | undefined;

  /**
   * Takes the body of a P-DATA-TF.
   *
   * @returns the answer once it is whole, `"more"` until then, `"corrupt"` where the bytes are no message
   */
  feed(body: Buffer): DimseAnswer | "more" | "corrupt" {
    for (let at = 0; at < body.length;) {
      if (at + 6 > body.length) return "corrupt";
      const length = body.readUInt32BE(at);
      if (length < 2 || length > body.length - at - 4) return "corrupt";
      // PS3.8 E.2: bit 0 tells a command from a data set, bit 1 the last fragment.
      const control = body.readUInt8(at + 5);
      const isLast = (control & 2) !== 0;
      if ((control & 1) === 0) {
        if (this.#answer === undefined) return "corrupt";
        if (isLast) return this.#finish(this.#answer);
      } else {
        this.#command.push(body.subarray(at + 6, at + 4 + length));
        this.#bytes += length;
        if (this.#answer !== undefined || this.#bytes > longestCommand) return "corrupt";
        if (isLast) {
          const answer = decodeAnswer(Buffer.concat(this.#command));
          if (answer === undefined) return "corrupt";
          if (!answer.hasDataSet) return this.#finish(answer);
          this.#answer = answer;
        }
      }
      at += 4 + length;
    }
    return "more";
  }

  #finish(answer: DimseAnswer): DimseAnswer {
    this.#command = [];
    this.#bytes = 0;
    this.#answer = undefined;
    return answer;
  }
}
