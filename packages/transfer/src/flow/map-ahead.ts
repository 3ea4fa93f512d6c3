import { setMaxListeners } from "node:events";

import { throwIfAborted } from "../errors/aborted.js";

/** Options of {@link mapAhead}. */
export interface MapAheadOptions {
  signal?: AbortSignal;
}

/** What the function gets besides its element. */
export interface MapAheadContext {
  /** Fires when the caller aborts, stops reading, or when an error has ended the whole. */
  signal: AbortSignal;
  /** The number of the element, from 0. */
  index: number;
}

type Many<R> = AsyncIterable<R> | Iterable<R>;

/**
 * Makes any number of results out of each element, in the order of the elements, and works on up to `ahead` elements at once: the one
 * whose results are being read, and those behind it. Nothing runs further ahead than that. An error, the source's own too,
 * is thrown at its place in the order; the others are told to stop and are waited for.
 *
 * @param fn Its work up to the promise is done ahead; an iterable that it gives is read when its turn comes.
 * @throws whatever `fn` or the source throws, and {@link ScanferryError} `aborted`
 * @example
 * ```ts
 * const scans = ["S1", "S2", "S3"];
 * const files = mapAhead(scans, 2, async (scan, { signal }) => [`${scan}/1.dcm`, `${scan}/2.dcm`]);
 * for await (const file of files) console.log(file);
 * ```
 */
export async function* mapAhead<T, R>(
  source: Many<T>,
  ahead: number,
  fn: (element: T, context: MapAheadContext) => Promise<Many<R>> | Many<R>,
  options: MapAheadOptions = {},
): AsyncGenerator<R, void, undefined> {
  const { signal } = options;
  throwIfAborted(signal);
  const stop = new AbortController();
  // Every call listens, and Node takes more than ten for a leak.
  setMaxListeners(0, stop.signal);
  const begun: Promise<Many<R>>[] = [];
  const iterator =
    Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  const state = { pulling: false, exhausted: false, index: 0 };
  let wake: () => void = () => undefined;
  const onAbort = (): void => {
    stop.abort(signal?.reason);
    wake();
  };
  signal?.addEventListener("abort", onAbort, { once: true });

  const begin = (make: () => Promise<Many<R>> | Many<R>): void => {
    const made = Promise.resolve().then(make);
    // It is awaited in its turn; until then, nobody looks at its failure.
    made.catch(() => undefined);
    begun.push(made);
  };
  const take = async (): Promise<void> => {
    try {
      const next = await iterator.next();
      if (next.done === true) state.exhausted = true;
      else if (stop.signal.aborted) await close();
      else {
        const context = { signal: stop.signal, index: state.index++ };
        begin(() => fn(next.value, context));
      }
    } catch (error) {
      state.exhausted = true;
      begin(() => {
        throw error;
      });
    }
  };
  const close = async (): Promise<void> => {
    state.exhausted = true;
    await iterator.return?.();
  };
  /** Keeps up to `ahead` elements begun; it runs beside the reader. */
  const fill = async (): Promise<void> => {
    if (state.pulling) return;
    state.pulling = true;
    while (!state.exhausted && !stop.signal.aborted && begun.length < Math.max(1, ahead)) {
      await take();
      wake();
    }
    state.pulling = false;
    wake();
  };

  try {
    for (;;) {
      throwIfAborted(signal);
      void fill();
      const [first] = begun;
      if (first !== undefined) {
        for await (const result of await first) {
          yield result;
          throwIfAborted(signal);
        }
        void begun.shift();
      } else if (state.exhausted) return;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    signal?.removeEventListener("abort", onAbort);
    stop.abort(signal?.reason);
    await Promise.allSettled(begun);
    // A source that hangs in its next() would answer return() only afterwards; it is closed when it comes back.
    if (!state.exhausted && !state.pulling) await close();
  }
}
