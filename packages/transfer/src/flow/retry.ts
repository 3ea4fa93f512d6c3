import { throwIfAborted } from "../errors/aborted.js";
import { isScanferryError, type ScanferryError } from "../errors/scanferry-error.js";
import { sleep as realSleep } from "./sleep.js";

/** What is known before a wait between two tries. */
export interface RetryNotice {
  /** The number of the retry that follows, from 1. */
  attempt: number;
  retries: number;
  delayMs: number;
  error: ScanferryError;
}

/** Options of {@link retry}. */
export interface RetryOptions {
  /** How often to try again after the first try. @default 4 */
  retries?: number;
  /** The wait before the first retry; it doubles each time. @default 500 */
  baseMs?: number;
  /** The longest wait of our own choosing. @default 30000 */
  maxDelayMs?: number;
  /** The longest wait that a server may ask for; beyond it, the error is given to the caller at once. @default 120000 */
  retryAfterLimitMs?: number;
  signal?: AbortSignal;
  sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
  random?: () => number;
  /** Called before each wait. */
  onRetry?: (notice: RetryNotice) => void;
}

/** Gives the wait before a retry: half fixed and half random, so that many workers do not come back at once; never less than Retry-After. */
export function retryDelayMs(attempt: number, error: ScanferryError, options: RetryOptions = {}): number {
  const { baseMs = 500, maxDelayMs = 30_000, random = Math.random } = options;
  const full = Math.min(maxDelayMs, baseMs * 2 ** (attempt - 1));
  const own = full / 2 + (full / 2) * random();
  // A little later than asked: servers round Retry-After down.
  return Math.round(
    error.retryAfterMs === undefined ? own : error.retryAfterMs + (own * Math.min(baseMs, 250)) / full,
  );
}

/**
 * Calls `fn` again after errors that are marked `retryable`, with exponential back-off, jitter and the server's Retry-After.
 *
 * @param fn Gets the number of the try, from 0.
 * @throws {@link ScanferryError} the last error, unchanged
 * @example
 * ```ts
 * const answer = await retry(() => http.bytes("GET", "/data/1.dcm"), { retries: 3, signal });
 * ```
 */
export async function retry<T>(fn: (attempt: number) => Promise<T>, options: RetryOptions = {}): Promise<T> {
  const { retries = 4, retryAfterLimitMs = 120_000, signal, sleep = realSleep, onRetry } = options;
  for (let attempt = 0; ; attempt++) {
    throwIfAborted(signal);
    try {
      return await fn(attempt);
    } catch (error) {
      if (attempt >= retries || !isScanferryError(error) || !error.retryable) throw error;
      if ((error.retryAfterMs ?? 0) > retryAfterLimitMs) throw error;
      const delayMs = retryDelayMs(attempt + 1, error, options);
      onRetry?.({ attempt: attempt + 1, retries, delayMs, error });
      await sleep(delayMs, signal);
    }
  }
}
