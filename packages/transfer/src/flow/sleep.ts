import { setTimeout as delay } from "node:timers/promises";

import { abortedError } from "../errors/aborted.js";

/**
 * Waits, and stops waiting when the signal fires.
 *
 * @throws {@link ScanferryError} `aborted`
 */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    // Timers take at most 2^31-1 milliseconds; a longer wait would fire at once.
    await delay(Math.min(ms, 2 ** 31 - 1), undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    throw abortedError(signal?.reason ?? error);
  }
}
