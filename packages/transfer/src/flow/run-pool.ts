import { setMaxListeners } from "node:events";

import { throwIfAborted } from "../errors/aborted.js";

/** Options of {@link runPool}. */
export interface RunPoolOptions {
  /** How many items are worked on at once. @default 4 */
  concurrency?: number;
  signal?: AbortSignal;
}

/** What a worker gets besides its item. */
export interface PoolContext {
  /** Fires when the caller aborts, stops reading, or when another worker has thrown. */
  signal: AbortSignal;
  /** The number of the item, from 0. */
  index: number;
}

/**
 * Works on items with bounded concurrency and gives the results as they come. Neither side runs ahead: an item is taken from
 * the source only when a place is free, and while nobody reads the results, no new item is begun.
 * When a worker throws, the others are told to stop, and the error is thrown once they have ended.
 *
 * @throws whatever a worker or the source throws, and {@link ScanferryError} `aborted`
 * @example
 * ```ts
 * const paths = ["a.dcm", "b.dcm"];
 * for await (const { size } of runPool(paths, (path) => stat(path), { concurrency: 8 })) console.log(size);
 * ```
 */
export async function* runPool<T, R>(
  items: AsyncIterable<T> | Iterable<T>,
  worker: (item: T, context: PoolContext) => Promise<R>,
  options: RunPoolOptions = {},
): AsyncGenerator<R, void, undefined> {
  yield* runPoolMany<T, R>(items, async (item, context, push) => push(await worker(item, context)), options);
}

/**
 * As {@link runPool}, for workers that give any number of results; `push` resolves when its result was taken.
 *
 * @example
 * ```ts
 * const words = runPoolMany(["a b", "c"], async (line, _, push) => {
 *   for (const word of line.split(" ")) await push(word);
 * });
 * for await (const word of words) console.log(word);
 * ```
 */
export async function* runPoolMany<T, R>(
  items: AsyncIterable<T> | Iterable<T>,
  worker: (item: T, context: PoolContext, push: (result: R) => Promise<void>) => Promise<void>,
  options: RunPoolOptions = {},
): AsyncGenerator<R, void, undefined> {
  const { concurrency = 4, signal } = options;
  throwIfAborted(signal);
  const stop = new AbortController();
  // Every worker listens, and Node takes more than ten for a leak.
  setMaxListeners(0, stop.signal);
  const source = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  const ready: { result: R; taken: () => void }[] = [];
  const failures: unknown[] = [];
  const state = { running: 0, pulling: false, exhausted: false, closed: false, index: 0 };
  let wake: () => void = () => undefined;

  const onAbort = (): void => {
    stop.abort(signal?.reason);
    wake();
  };
  signal?.addEventListener("abort", onAbort, { once: true });
  const fail = (error: unknown): void => {
    failures.push(error);
    stop.abort(error);
    wake();
  };
  const push = (result: R): Promise<void> =>
    new Promise((taken) => {
      // Nobody reads any more: the worker must not wait for ever.
      if (state.closed || stop.signal.aborted) taken();
      else {
        ready.push({ result, taken });
        wake();
      }
    });
  const begin = (item: T): void => {
    state.running++;
    const context = { signal: stop.signal, index: state.index++ };
    void Promise.resolve()
      .then(() => worker(item, context, push))
      .catch(fail)
      .finally(() => {
        state.running--;
        wake();
      });
  };
  const closeSource = async (): Promise<void> => {
    state.exhausted = true;
    await source.return?.();
  };
  const pull = (): void => {
    state.pulling = true;
    void Promise.resolve()
      .then(() => source.next())
      .then((next) => {
        if (next.done === true) state.exhausted = true;
        else if (!stop.signal.aborted) begin(next.value);
        else if (state.closed) return closeSource();
        return undefined;
      })
      .catch((error: unknown) => {
        state.exhausted = true;
        fail(error);
      })
      .finally(() => {
        state.pulling = false;
        wake();
      });
  };

  try {
    for (;;) {
      const next = ready.shift();
      if (next !== undefined) {
        next.taken();
        yield next.result;
        continue;
      }
      if (stop.signal.aborted) break;
      if (!state.exhausted && !state.pulling && state.running < concurrency) pull();
      else if (state.exhausted && state.running === 0 && !state.pulling) break;
      await new Promise<void>((resolve) => (wake = resolve));
    }
    if (failures.length > 0) throw failures[0];
    throwIfAborted(signal);
  } finally {
    state.closed = true;
    signal?.removeEventListener("abort", onAbort);
    if (!state.exhausted || state.running > 0) stop.abort(signal?.reason);
    for (const { taken } of ready) taken();
    // Workers end before the caller goes on, so that no file is written behind its back.
    while (state.running > 0) await new Promise<void>((resolve) => (wake = resolve));
    // A source that hangs in its next() would answer return() only afterwards; it is closed when it comes back.
    if (!state.exhausted && !state.pulling) await closeSource();
  }
}
