import { throwIfAborted } from "@scanferry/transfer";

/** Lets those who share a key go one after the other, in the order in which they came. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Acts once all have ended that came before and share one of the keys. */
  async take<T>(keys: readonly string[], signal: AbortSignal, act: () => Promise<T>): Promise<T> {
    const before = keys.flatMap((key) => this.#last.get(key) ?? []);
    const acting = Promise.all(before).then(() => {
      throwIfAborted(signal);
      return act();
    });
    const ended = acting.catch(() => undefined);
    for (const key of keys) this.#last.set(key, ended);
    try {
      return await acting;
    } finally {
      for (const key of keys) if (this.#last.get(key) === ended) this.#last.delete(key);
    }
  }
}
