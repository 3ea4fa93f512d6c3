import { isAbort } from "../errors/aborted.js";
import { changedError } from "../errors/changed-error.js";
import { isScanferryError, type ScanferryError } from "../errors/scanferry-error.js";
import { toScanferryError } from "../errors/to-scanferry-error.js";
import { wasNotTried } from "./was-not-tried.js";

const pauseMs = 60_000;
const mostLost = 3;

/**
 * What a session remembers of logins that failed, so that no account is suspended (LORIS: more than ten wrong logins in 15 minutes; XNAT: 20,
 * for an hour). A refusal is for ever. After any other failure, nobody sends a login for a minute; after three of which the server may have
 * looked at the password, nobody sends one again.
 */
export class FailedLogins {
  readonly #now: () => number;
  #last: { readonly error: ScanferryError; readonly nextMs: number } | undefined;
  #lost = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The failure after which no login is sent any more. */
  get final(): ScanferryError | undefined {
    return this.#last?.nextMs === Infinity ? this.#last.error : undefined;
  }

  /** @throws {@link ScanferryError} the last failure, where a login must not be sent now */
  check(): void {
    if (this.#last === undefined) return;
    const { error, nextMs } = this.#last;
    const now = this.#now();
    if (now >= nextMs) return;
    throw nextMs === Infinity ? error : changedError(error, { retryAfterMs: nextMs - now });
  }

  /** Remembers a failure, and gives the error that says when a login may be sent again. */
  add(caught: unknown): ScanferryError {
    const error = toScanferryError(caught);
    if (isAbort(error)) return error;
    const details = { ...error.details, login: true };
    const tried = !wasNotTried(error);
    if (tried) this.#lost++;
    if (error.code.startsWith("auth/") || this.#lost >= mostLost) {
      this.#last = { error: changedError(error, { details, retryable: false }), nextMs: Infinity };
      return this.#last.error;
    }
    const waitMs = Math.max(pauseMs, error.retryAfterMs ?? 0);
    this.#last = {
      error: changedError(error, { details, retryAfterMs: waitMs }),
      nextMs: this.#now() + waitMs,
    };
    return this.#last.error;
  }

  /** A login was taken, so that the password is right. */
  clear(): void {
    this.#last = undefined;
    this.#lost = 0;
  }
}

/**
 * Whether an error is that of a login on the way, and says nothing about what was asked for.
 *
 * @example
 * ```ts
 * if (isLoginFailure(error)) throw error; // the file was never asked for
 * ```
 */
export function isLoginFailure(error: unknown): boolean {
  return isScanferryError(error) && error.details?.["login"] === true;
}
