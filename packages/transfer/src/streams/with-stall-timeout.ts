import { ScanferryError } from "../errors/scanferry-error.js";

/** The error for a transfer in which nothing moves. */
export function stalledError(ms: number): ScanferryError {
  return new ScanferryError(
    "net/timeout",
    `Nothing arrived for ${String(Math.round(ms / 100) / 10)} seconds.`,
    {
      hint: "Run the same command again: what arrived is kept.",
      retryable: true,
      details: { stallMs: ms },
    },
  );
}

/**
 * Passes a stream on and fails when the source gives nothing for `ms`. Only the wait for the source counts: a slow consumer
 * and a long healthy transfer never time out.
 *
 * @param onStall Called before the error is thrown, to close what feeds the stream.
 * @throws {@link ScanferryError} `net/timeout`
 * @example
 * ```ts
 * for await (const chunk of withStallTimeout(body, 60_000)) console.log(chunk.length);
 * ```
 */
export async function* withStallTimeout<T>(
  source: AsyncIterable<T>,
  ms: number,
  onStall?: (error: ScanferryError) => void,
): AsyncGenerator<T, void, undefined> {
  const iterator = source[Symbol.asyncIterator]();
  const state = { waiting: false, stalled: false, finished: false };
  let fail: (error: ScanferryError) => void = () => undefined;
  // One timer for the whole stream, and no promise that lives longer than a chunk: each would gather a reaction per chunk.
  const timer = setTimeout(() => {
    if (!state.waiting) return;
    state.stalled = true;
    const error = stalledError(ms);
    onStall?.(error);
    fail(error);
  }, ms);
  try {
    for (;;) {
      state.waiting = true;
      timer.refresh();
      const next = await new Promise<IteratorResult<T>>((resolve, reject) => {
        fail = reject;
        iterator.next().then(resolve, reject);
      });
      state.waiting = false;
      if (next.done === true) {
        state.finished = true;
        return;
      }
      yield next.value;
    }
  } catch (error) {
    state.finished = true;
    throw error;
  } finally {
    clearTimeout(timer);
    // A stalled generator would answer return() only after its pending next(), that is never.
    if (!state.finished) await iterator.return?.();
    else if (state.stalled) void Promise.resolve(iterator.return?.()).catch(() => undefined);
  }
}
