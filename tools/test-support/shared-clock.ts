import type { Sandbox } from "@scanferry/sandbox";

/** How a client tells time. */
export interface SharedClock {
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/**
 * The clock of a sandbox, for its clients: waiting moves it instead of taking time.
 *
 * @returns `clock` for the client's options, and how long clients have waited by it.
 */
export function sharedClock(sandbox: Sandbox): { clock: SharedClock; waitedMs: () => number } {
  let waited = 0;
  const clock: SharedClock = {
    now: () => sandbox.clock.now(),
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      waited += ms;
      sandbox.clock.advance(ms);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
  return { clock, waitedMs: () => waited };
}
