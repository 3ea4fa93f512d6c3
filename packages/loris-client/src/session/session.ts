import { throwIfAborted, type ScanferryError } from "@scanferry/transfer";
import { FailedLogins } from "./failed-logins.js";
import { orAborted } from "./or-aborted.js";
import { noRenewal, renewedInVain } from "./session-errors.js";
import { endByOwnClock, renewalMargin } from "./token-times.js";

/** What a session asks the server. */
interface SessionCalls {
  /** Gets a new token; without it the one token must do. */
  readonly login?: ((options: { signal: AbortSignal }) => Promise<string>) | undefined;
  /** Asks something that every account may ask, and says whether the token in use was taken. */
  readonly isTaken: (options: { signal: AbortSignal }) => Promise<boolean>;
  readonly now: () => number;
}

interface Grant {
  readonly token: string;
  readonly endsMs: number;
  readonly renewFromMs: number;
  /** Whether it was made because another was refused. */
  readonly afterRefusal: boolean;
  /** Whether the server has taken it at least once. */
  worked: boolean;
  /** The question whether it still lives, while it is under way. */
  asking?: Promise<boolean> | undefined;
}

/**
 * The token that all workers of one client share; its rules are those of decision 0705. Whoever first needs a new one starts a login, which
 * belongs to the session: all wait for it, and each of them may leave.
 */
export class Session {
  readonly #calls: SessionCalls;
  readonly #failed: FailedLogins;
  readonly #stop = new AbortController();
  #grant: Grant;
  #running: Promise<void> | undefined;
  /** After this, nothing is sent. */
  #ended: ScanferryError | undefined;

  /** @param fresh Whether the token was just handed out. */
  constructor(token: string, calls: SessionCalls, { fresh }: { fresh: boolean }) {
    this.#calls = calls;
    this.#failed = new FailedLogins(calls.now);
    this.#grant = this.#granted(token, fresh);
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
    const { token, endsMs, renewFromMs } = this.#grant;
    const { login, now } = this.#calls;
    if (login === undefined || now() < renewFromMs) return;
    try {
      await this.#renew(token, false, signal);
    } catch (error) {
      throwIfAborted(signal);
      throwIfAborted(this.#stop.signal);
      if (now() >= endsMs) throw error;
    }
  }

  /** The server took a token: it gave another answer than 401. */
  worked(token: string): void {
    if (token === this.#grant.token) this.#grant.worked = true;
  }

  /**
   * What a 401 means: the token has ended, and there is a new one now ("renewed"), or the server still takes it elsewhere ("lives").
   *
   * @param seen The token that was refused.
   * @throws {@link ScanferryError} `auth/rejected`, `auth/expired` (only a token was given, or a fresh one is refused everywhere), `net/*`, `remote/*`
   */
  async judge(seen: string, signal?: AbortSignal): Promise<"renewed" | "lives"> {
    if (this.#ended !== undefined) throw this.#ended;
    const grant = this.#grant;
    if (seen !== grant.token) return "renewed";
    if (await this.#isTaken(grant, signal)) return "lives";
    if (grant === this.#grant && grant.afterRefusal && !grant.worked) {
      throw (this.#ended ??= renewedInVain());
    }
    try {
      await this.#renew(seen, true, signal);
    } catch (error) {
      this.#ended ??= this.#failed.final;
      throw error;
    }
    return "renewed";
  }

  /** Ends what is under way. */
  close(): void {
    this.#stop.abort();
  }

  #isTaken(grant: Grant, signal: AbortSignal | undefined): Promise<boolean> {
    grant.asking ??= this.#calls
      .isTaken({ signal: this.#stop.signal })
      .then((taken) => {
        grant.worked ||= taken;
        return taken;
      })
      .finally(() => (grant.asking = undefined));
    return orAborted(grant.asking, signal);
  }

  async #renew(seen: string, refused: boolean, signal: AbortSignal | undefined): Promise<void> {
    if (seen !== this.#grant.token) return;
    const { login } = this.#calls;
    if (login === undefined) throw (this.#ended ??= noRenewal());
    this.#running ??= this.#logIn(login, refused).finally(() => (this.#running = undefined));
    await orAborted(this.#running, signal);
  }

  async #logIn(login: NonNullable<SessionCalls["login"]>, refused: boolean): Promise<void> {
    this.#failed.check();
    try {
      const token = await login({ signal: this.#stop.signal });
      this.#grant = { ...this.#granted(token, true), afterRefusal: refused };
    } catch (error) {
      throw this.#failed.add(error);
    }
    this.#failed.clear();
  }

  #granted(token: string, fresh: boolean): Grant {
    const now = this.#calls.now();
    const endsMs = endByOwnClock(token, now, fresh);
    return {
      token,
      endsMs,
      renewFromMs: endsMs - renewalMargin(endsMs - now),
      worked: false,
      afterRefusal: false,
    };
  }
}
