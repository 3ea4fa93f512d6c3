import type { OnTransferEvent } from "@scanferry/transfer";
import { isScanferryError } from "@scanferry/transfer";

/** Nextcloud 30.0.7, 31 and newer: 20 new shares per user in 600 seconds (`UserRateLimit`, PR 50905). */
export const shareLimit = { count: 20, periodMs: 600_000 } as const;

/** Without any known creation time, the limit is asked again in this interval. */
const pollMs = 30_000;
/** The server counts whole seconds on its own clock. */
const marginMs = 2_000;

/** How a creation waits. */
export interface PacingOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told of each wait, for a visible countdown. */
  readonly onEvent?: OnTransferEvent | undefined;
  /** The `id` of the events. */
  readonly id?: string | undefined;
  /** How long to wait in all before giving up, in milliseconds. @default 1800000 */
  readonly waitLimitMs?: number | undefined;
}

/** Lets new shares through one at a time and waits out the server's limit. */
export interface SharePacing {
  /** Runs `create`; when the server answers that the limit is reached, waits until a slot must be free and runs it again. */
  run<T>(create: () => Promise<T>, options?: PacingOptions): Promise<T>;
  /** Tells of creations that this client did not make itself (an earlier run, the share list, `createdAt` of shares). */
  remember(times: Iterable<Date | number>): void;
  /** How long `count` more creations will have to wait in all, in milliseconds, if nobody else creates any. */
  estimateMs(count: number): number;
}

/**
 * Makes the pacing of one client. It does not wait in advance (administrators may have raised or lifted the limit) but
 * after the first 429: an attempt that is refused by the limit is not counted by Nextcloud's `Limiter::register()`,
 * which throws before it registers, while one that fails later (a weak password) is. So asking again costs no slot;
 * it is still asked sparingly: when the oldest known creation leaves the window, else every 30 seconds.
 */
export function createSharePacing(clock: {
  now: () => number;
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}): SharePacing {
  const times: number[] = [];
  let queue: Promise<unknown> = Promise.resolve();

  const inWindow = (at: number): number[] =>
    times.filter((time) => time > at - shareLimit.periodMs).sort((a, b) => a - b);
  const note = (time: number): void => {
    const kept = [...inWindow(clock.now()), time];
    times.splice(0, times.length, ...kept);
  };

  /** When a slot must be free by what we know; the next poll where we know of too few creations. */
  const nextTry = (at: number): number => {
    const known = inWindow(at);
    const oldest = known[Math.max(0, known.length - shareLimit.count)];
    return known.length >= shareLimit.count && oldest !== undefined
      ? oldest + shareLimit.periodMs + marginMs
      : at + pollMs;
  };

  async function attempt<T>(create: () => Promise<T>, options: PacingOptions): Promise<T> {
    const limitMs = options.waitLimitMs ?? 30 * 60_000;
    let waitedMs = 0;
    for (;;) {
      try {
        const result = await create();
        note(clock.now());
        return result;
      } catch (error) {
        if (!isLimit(error)) {
          if (countsAsAttempt(error)) note(clock.now());
          throw error;
        }
        const untilMs = Math.max(nextTry(clock.now()), clock.now() + marginMs);
        const waitMs = untilMs - clock.now();
        if (waitedMs + waitMs > limitMs) throw error;
        waitedMs += waitMs;
        options.onEvent?.({
          type: "wait",
          ...(options.id === undefined ? {} : { id: options.id }),
          reason: "Nextcloud allows 20 new links in ten minutes; the next one is made when a place is free.",
          untilMs,
        });
        await clock.sleep(waitMs, options.signal);
      }
    }
  }

  return {
    async run(create, options = {}) {
      // One at a time: parallel attempts at the limit would only collect refusals.
      const turn = queue.then(() => attempt(create, options));
      queue = turn.catch(() => undefined);
      return turn;
    },
    remember(known) {
      for (const time of known) note(typeof time === "number" ? time : time.getTime());
    },
    estimateMs(count) {
      const now = clock.now();
      const slots = inWindow(now);
      let at = now;
      for (let made = 0; made < count; made += 1) {
        const busy = slots.filter((time) => time > at - shareLimit.periodMs);
        const oldest = busy[busy.length - shareLimit.count];
        if (oldest !== undefined) at = Math.max(at, oldest + shareLimit.periodMs);
        slots.push(at);
      }
      return at - now;
    },
  };
}

/** Only the empty 429 of the share limit; the 429 of a blocked address has another message and must not be polled. */
function isLimit(error: unknown): boolean {
  return isScanferryError(error, "remote/busy") && error.details?.["status"] === 429 && error.retryable;
}

/** Refusals by the share code itself come after the limiter and use up a place. */
function countsAsAttempt(error: unknown): boolean {
  const status = isScanferryError(error) ? error.details?.["status"] : undefined;
  return typeof status === "number" && status >= 400 && status < 500 && status !== 401 && status !== 429;
}
