/** Fires once when nothing was reported for a while. One timer that is pushed back, not one per chunk. */
export class StallWatch {
  #timer: NodeJS.Timeout | undefined;
  readonly #onStall: (ms: number) => void;

  constructor(ms: number, onStall: (ms: number) => void) {
    this.#onStall = onStall;
    this.#timer = setTimeout(onStall, ms, ms);
  }

  /** Something moved. */
  touch(): void {
    this.#timer?.refresh();
  }

  /** From now on another patience holds. */
  restart(ms: number): void {
    // A server may answer before the sender has noticed that it sent its last byte: what is over must not begin again,
    // or a finished program waits for this timer (seen: five minutes).
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#onStall, ms, ms);
  }

  /** The watch is over for good. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
