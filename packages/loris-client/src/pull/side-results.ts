import type { TransferResult } from "@scanferry/transfer";

/** So many results of things that are not fetched wait to be read; the plan does not run further ahead. */
const waitingLimit = 64;

/**
 * Results that do not come out of the engine: what was skipped, and what could not be planned. They are handed over while the engine
 * works, with bounds on both sides.
 */
export class SideResults {
  readonly #waiting: TransferResult[] = [];
  #onArrival: () => void = () => undefined;
  #onRoom: () => void = () => undefined;
  #closed = false;

  /** Adds a result, and waits while too many are unread. */
  async push(result: TransferResult): Promise<void> {
    this.#waiting.push(result);
    this.#onArrival();
    while (!this.#closed && this.#waiting.length >= waitingLimit) {
      await new Promise<void>((resolve) => (this.#onRoom = resolve));
    }
  }

  /** The oldest result that was not taken. */
  take(): TransferResult | undefined {
    const result = this.#waiting.shift();
    this.#onRoom();
    return result;
  }

  /** Resolves with the next result that is pushed from now on. One waiter at a time. */
  arrival(): Promise<void> {
    return new Promise((resolve) => (this.#onArrival = resolve));
  }

  /** Nobody reads any more. */
  close(): void {
    this.#closed = true;
    this.#onRoom();
  }
}
