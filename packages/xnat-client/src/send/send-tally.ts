import type { SendOutcome, SendStatus } from "@scanferry/dicom";
import { ScanferryError, type ErrorCode } from "@scanferry/transfer";

/** In words, and in the order in which a message names them. */
const words: readonly (readonly [SendStatus, string])[] = [
  ["refused", "refused"],
  ["not-negotiable", "not taken in the form that they have"],
  ["failed", "failed"],
];

/** Counts how the files of a session ended. */
export class SendTally {
  readonly #count: Record<SendStatus, number> = {
    stored: 0,
    warned: 0,
    refused: 0,
    "not-negotiable": 0,
    failed: 0,
  };
  readonly #byDimse = new Map<string, number>();
  readonly #byCode = new Map<ErrorCode, { first: ScanferryError; files: number }>();
  /** Files whose comments said something else, which the receiver does not get. */
  replaced = 0;
  bytes = 0;

  add({ status, dimseStatus, error, replaced, bytes }: SendOutcome): void {
    this.#count[status]++;
    this.bytes += bytes;
    if (replaced !== undefined) this.replaced++;
    if (dimseStatus !== undefined && dimseStatus !== 0) {
      const text = dimseStatus.toString(16).toUpperCase().padStart(4, "0");
      this.#byDimse.set(text, (this.#byDimse.get(text) ?? 0) + 1);
    }
    if (error === undefined) return;
    const same = this.#byCode.get(error.code);
    if (same === undefined) this.#byCode.set(error.code, { first: error, files: 1 });
    else same.files++;
  }

  /** How many files have come to an end. */
  get files(): number {
    return Object.values(this.#count).reduce((sum, count) => sum + count, 0);
  }

  get warned(): number {
    return this.#count.warned;
  }

  /** Why the session has failed, with all counts; nothing when the receiver has every file. */
  error(subject: string): ScanferryError | undefined {
    // One code stands for the session: that of most of its files.
    const [most] = [...this.#byCode.values()].sort((a, b) => b.files - a.files);
    if (most === undefined) return undefined;
    const { first } = most;
    const counts = this.#count;
    const all = this.files;
    const lost = all - counts.stored - counts.warned;
    const kinds = words.filter(([status]) => counts[status] > 0);
    const parts = kinds.map(([status, word]) => `${String(counts[status])} ${word}`);
    return new ScanferryError(
      first.code,
      `The receiver does not have ${String(lost)} of ${String(all)} files (${parts.join(", ")}). ${first.message}`,
      {
        ...(first.hint === undefined ? {} : { hint: first.hint }),
        retryable: first.retryable,
        details: {
          files: all,
          stored: counts.stored,
          warned: counts.warned,
          refused: counts.refused,
          notNegotiable: counts["not-negotiable"],
          failed: counts.failed,
          ...Object.fromEntries([...this.#byDimse].map(([status, files]) => [`dimse${status}`, files])),
        },
        subject,
        cause: first,
      },
    );
  }
}
