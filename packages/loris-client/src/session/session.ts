import { isScanferryError, type ScanferryError } from "@scanferry/transfer";
import { endByOwnClock, renewalMargin } from "./token-times.js";
import { noRenewal, renewedInVain } from "./session-errors.js";

/** Asks the server for a new token. */
export type Login = (options: { signal?: AbortSignal | undefined }) => Promise<string>;

interface Grant {
  readonly token: string;
  readonly endsMs: number;
  readonly renewFromMs: number;
}

/**
 * The token that all workers of one client share. Whoever first needs a new one logs in, the others wait for the same login;
 * a refusal is kept and given to everybody, because LORIS suspends an account after ten wrong logins and then refuses its tokens too.
 */
export class Session {
  readonly #login: Login | undefined;
  readonly #now: () => number;
  #grant: Grant;
  #running: Promise<void> | undefined;
  /** A refused login is never tried again. */
  #refused: ScanferryError | undefined;
  /** After this, nothing is sent. */
  #ended: ScanferryError | undefined;

  /** @param login What makes new tokens; without it the one token must do. */
  constructor(token: string, init: { login?: Login | undefined; fresh: boolean; now: () => number }) {
    this.#login = init.login;
    this.#now = init.now;
    this.#grant = this.#granted(token, init.fresh);
  }

  get token(): string {
    return this.#grant.token;
  }
  /** When the token ends, in milliseconds since 1970, by our own clock. */
  get endsMs(): number {
    return this.#grant.endsMs;
  }

  /** Makes sure that the token will live for a while; one that still lives does where no new one can be had. */
  async ready(signal?: AbortSignal): Promise<void> {
    if (this.#ended !== undefined) throw this.#ended;
    if (this.#login === undefined || this.#now() < this.#grant.renewFromMs) return;
    try {
      await this.#renew(this.#grant.token, signal);
    } catch (error) {
      const { endsMs } = this.#grant;
      const now = this.#now();
      if (now >= endsMs || isScanferryError(error, "aborted")) throw error;
      // Not with every request of the last minutes again.
      this.#grant = { ...this.#grant, renewFromMs: now + (endsMs - now) / 2 };
    }
  }

  /**
   * Logs in anew because the server refused a token, unless somebody has done so since `seen` was sent. When that is refused too,
   * nothing is sent any more.
   *
   * @throws {@link ScanferryError} `auth/rejected`, `auth/expired` (only a token was given), `net/*`, `remote/*`
   */
  async renew(seen: string, signal?: AbortSignal): Promise<void> {
    if (this.#ended !== undefined) throw this.#ended;
    try {
      await this.#renew(seen, signal);
    } catch (error) {
      this.#ended ??= this.#refused;
      throw error;
    }
  }

  /** Remembers that even a fresh token was refused, so that nobody logs in again and again in vain. */
  giveUp(): ScanferryError {
    this.#ended ??= renewedInVain();
    return this.#ended;
  }

  async #renew(seen: string, signal: AbortSignal | undefined): Promise<void> {
    if (this.#refused !== undefined) throw this.#refused;
    if (seen !== this.#grant.token) return;
    const login = this.#login;
    if (login === undefined) {
      this.#refused = noRenewal();
      throw this.#refused;
    }
    this.#running ??= login({ signal })
      .then((token) => {
        this.#grant = this.#granted(token, true);
      })
      .catch((error: unknown) => {
        if (isScanferryError(error) && error.code.startsWith("auth/")) this.#refused = error;
        throw error;
      })
      .finally(() => {
        this.#running = undefined;
      });
    await this.#running;
  }

  #granted(token: string, fresh: boolean): Grant {
    const now = this.#now();
    const endsMs = endByOwnClock(token, now, fresh);
    return { token, endsMs, renewFromMs: endsMs - renewalMargin(endsMs - now) };
  }
}
