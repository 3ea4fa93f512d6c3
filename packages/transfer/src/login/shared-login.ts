import { throwIfAborted } from "../errors/aborted.js";
import type { ScanferryError } from "../errors/scanferry-error.js";
import { FailedLogins } from "./failed-logins.js";
import { orAborted } from "./or-aborted.js";

/** What a login gave: a token, or the id of a session. */
export interface LoginGrant {
  /** What is sent with each request; it tells one grant from the next. */
  readonly secret: string;
  /** When it ends, in milliseconds since 1970 by our own clock. @default never by the clock */
  readonly endsMs?: number | undefined;
  /** From when on a new one is fetched ahead of time. @default never */
  readonly renewFromMs?: number | undefined;
}

/** What a shared login asks the server, and how it says that nothing is left to try. */
export interface SharedLoginCalls<G extends LoginGrant> {
  /** Gets a new grant; without it the one that was given must do. */
  readonly login?: ((options: { signal: AbortSignal }) => Promise<G>) | undefined;
  /** Asks something that every account may ask, and says whether the grant in use was taken. */
  readonly isTaken: (options: { signal: AbortSignal }) => Promise<boolean>;
  readonly now: () => number;
  /** The error for a grant that ended where no new one can be had. */
  readonly noRenewal: () => ScanferryError;
  /** The error for a fresh grant that is refused like the old one. */
  readonly renewedInVain: () => ScanferryError;
}

interface State<G> {
  readonly grant: G;
  /** Whether it was made because another was refused. */
  readonly afterRefusal: boolean;
  /** Whether the server has taken it at least once. */
  worked: boolean;
  /** The question whether it still lives, while it is under way. */
  asking?: Promise<boolean> | undefined;
}

/**
 * The login that all workers of one client share; its rules are those of decision 0705. Whoever first needs a new one starts a login, which
 * belongs to this object: all wait for it, and each of them may leave.
 *
 * @example
 * ```ts
 * const ended = () => new ScanferryError("auth/expired", "Log in again.");
 * const shared = new SharedLogin(
 *   { secret: "first" },
 *   { login: async () => ({ secret: "next" }), isTaken: async () => false, now: Date.now, noRenewal: ended, renewedInVain: ended },
 * );
 * console.log(await shared.judge("first"), shared.grant.secret); // renewed next
 * ```
 */
export class SharedLogin<G extends LoginGrant = LoginGrant> {
  readonly #calls: SharedLoginCalls<G>;
  readonly #failed: FailedLogins;
  readonly #stop = new AbortController();
  #state: State<G>;
  #running: Promise<void> | undefined;
  /** After this, nothing is sent. */
  #ended: ScanferryError | undefined;

  constructor(grant: G, calls: SharedLoginCalls<G>) {
    this.#calls = calls;
    this.#failed = new FailedLogins(calls.now);
    this.#state = { grant, afterRefusal: false, worked: false };
  }

  /** The grant in use. */
  get grant(): G {
    return this.#state.grant;
  }

  /** Makes sure that the grant will live for a while; one that still lives does where no new one can be had. */
  async ready(signal?: AbortSignal): Promise<void> {
    if (this.#ended !== undefined) throw this.#ended;
    const { secret, endsMs = Infinity, renewFromMs = Infinity } = this.grant;
    const { login, now } = this.#calls;
    if (login === undefined || now() < renewFromMs) return;
    try {
      await this.#renew(secret, false, signal);
    } catch (error) {
      throwIfAborted(signal);
      throwIfAborted(this.#stop.signal);
      if (now() >= endsMs) throw error;
    }
  }

  /** The server took a grant. @param secret Of the grant that was sent. */
  worked(secret: string): void {
    if (secret === this.grant.secret) this.#state.worked = true;
  }

  /**
   * What a refusal means: the grant has ended, and there is a new one now ("renewed"), or the server still takes it elsewhere ("lives").
   *
   * @param seen The secret of the grant that was refused.
   * @throws {@link ScanferryError} `auth/rejected`, `auth/expired` (no login is there, or a fresh grant is refused everywhere), `net/*`, `remote/*`
   */
  async judge(seen: string, signal?: AbortSignal): Promise<"renewed" | "lives"> {
    if (this.#ended !== undefined) throw this.#ended;
    const state = this.#state;
    if (seen !== state.grant.secret) return "renewed";
    if (await this.#isTaken(state, signal)) return "lives";
    if (state === this.#state && state.afterRefusal && !state.worked) {
      throw (this.#ended ??= this.#calls.renewedInVain());
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

  #isTaken(state: State<G>, signal: AbortSignal | undefined): Promise<boolean> {
    state.asking ??= this.#calls
      .isTaken({ signal: this.#stop.signal })
      .then((taken) => {
        state.worked ||= taken;
        return taken;
      })
      .finally(() => (state.asking = undefined));
    return orAborted(state.asking, signal);
  }

  async #renew(seen: string, refused: boolean, signal: AbortSignal | undefined): Promise<void> {
    if (seen !== this.grant.secret) return;
    const { login } = this.#calls;
    if (login === undefined) throw (this.#ended ??= this.#calls.noRenewal());
    this.#running ??= this.#logIn(login, refused).finally(() => (this.#running = undefined));
    await orAborted(this.#running, signal);
  }

  async #logIn(login: NonNullable<SharedLoginCalls<G>["login"]>, refused: boolean): Promise<void> {
    this.#failed.check();
    try {
      const grant = await login({ signal: this.#stop.signal });
      this.#state = { grant, afterRefusal: refused, worked: false };
    } catch (error) {
      throw this.#failed.add(error);
    }
    this.#failed.clear();
  }
}
