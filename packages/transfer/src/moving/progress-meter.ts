import type { OnTransferEvent } from "../events/transfer-event.js";

/** Tells how far one item is, at most once per `everyMs`: a thousand events a second would cost more than the bytes. */
export class ProgressMeter {
  #last = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly id: string,
    private readonly sizeBytes: number | undefined,
    private readonly emit: OnTransferEvent,
    private readonly now: () => number,
    private readonly everyMs: number,
  ) {}

  /** So many bytes are there now. */
  at(bytes: number): void {
    const time = this.now();
    if (time - this.#last < this.everyMs) return;
    this.#last = time;
    const { id, sizeBytes } = this;
    this.emit({ type: "progress", id, bytes, ...(sizeBytes === undefined ? {} : { sizeBytes }) });
  }
}
