import { isScanferryError } from "../errors/scanferry-error.js";
import { sleep as realSleep } from "../flow/sleep.js";
import { wasNotTried } from "./was-not-tried.js";

/** What sending a login needs. */
export interface SendLoginOptions {
  readonly signal?: AbortSignal | undefined;
  /** How often it is sent again at most; never more than twice. @default 2 */
  readonly retries?: number;
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

const mostAgain = 2;
const longestWaitMs = 120_000;

/**
 * Sends one login, and sends it again only where the server has surely not looked at the password: after a lost answer, each repetition of a
 * wrong password would count, and servers lock the account after some of them.
 *
 * @param send Sends it once; it throws for an answer that asks to come again later.
 * @example
 * ```ts
 * const answer = await sendLogin(() => http.api("POST", "/login", { json: { username, password }, retries: 0 }), { signal });
 * ```
 */
export async function sendLogin<T>(send: () => Promise<T>, options: SendLoginOptions = {}): Promise<T> {
  const { signal, retries = mostAgain, sleep = realSleep } = options;
  for (let again = 0; ; again++) {
    try {
      return await send();
    } catch (error) {
      const waitMs = (isScanferryError(error) ? error.retryAfterMs : undefined) ?? 500 * 2 ** again;
      if (again >= Math.min(mostAgain, retries) || waitMs > longestWaitMs || !wasNotTried(error)) throw error;
      await sleep(waitMs, signal);
    }
  }
}
