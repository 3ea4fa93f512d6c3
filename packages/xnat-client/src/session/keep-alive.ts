import { setTimeout as delay } from "node:timers/promises";

/** What keeping a session alive needs. */
export interface KeepAliveCalls {
  /** How long the session lives without a request, in milliseconds. */
  readonly idleMs: () => number;
  /** When the last request was made, in milliseconds since 1970. */
  readonly lastMs: () => number;
  /** Makes a small request. */
  readonly touch: (signal: AbortSignal) => Promise<void>;
  readonly now: () => number;
  /** @default a timer that does not keep the program running */
  readonly sleep?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
  /** Told why a request failed; the next one is made all the same. */
  readonly failed?: ((error: unknown) => void) | undefined;
}

const quietly = async (ms: number, signal?: AbortSignal): Promise<void> => {
  await delay(Math.min(ms, 2 ** 31 - 1), undefined, {
    ref: false,
    ...(signal === undefined ? {} : { signal }),
  });
};

/**
 * Makes a small request whenever none was made for a third of the session's idle time, so that it lives through long work that asks nothing.
 *
 * @returns what ends it
 */
export function keepAlive(calls: KeepAliveCalls): () => void {
  const stop = new AbortController();
  void run(calls, stop.signal).catch(() => undefined);
  return () => {
    stop.abort();
  };
}

async function run(calls: KeepAliveCalls, signal: AbortSignal): Promise<void> {
  const { idleMs, lastMs, touch, now, sleep = quietly, failed } = calls;
  let triedMs = now();
  for (;;) {
    const quietMs = idleMs() / 3;
    const dueMs = Math.max(lastMs(), triedMs) + quietMs;
    await sleep(Math.max(1, dueMs - now()), signal);
    signal.throwIfAborted();
    // A clock that stands still, as in tests, must not make this a loop without end.
    if (now() < dueMs) await quietly(1000, signal);
    if (now() < Math.max(lastMs(), triedMs) + quietMs) continue;
    triedMs = now();
    try {
      await touch(signal);
    } catch (error) {
      signal.throwIfAborted();
      failed?.(error);
    }
  }
}
