import { randomBytes, randomUUID } from "node:crypto";
import type { SandboxClock } from "../../server/clock.js";

/** Tomcat's session of a request. */
export interface XnatSession {
  readonly id: string;
  /** Made by this very request, so that its cookie is to be sent. */
  readonly fresh: boolean;
  /** Token of the CSRF check. */
  readonly csrf: string;
  /** Who is logged in with it. */
  username?: string;
  /** When it was last used, by the sandbox's clock. */
  lastMs: number;
}

/** The sessions of those who are logged in, by JSESSIONID; they end after a time without a request. */
export class SessionTable {
  readonly #sessions = new Map<string, XnatSession>();

  constructor(
    private readonly clock: SandboxClock,
    private readonly settings: { readonly sessionTimeoutMs: number },
  ) {}

  /** How many there are. */
  get size(): number {
    this.#dropOld();
    return this.#sessions.size;
  }

  /** The session that the cookie names, or a new one, which is kept once somebody logs in with it. */
  open(cookies: string | undefined): XnatSession {
    const id = /(?:^|;\s*)JSESSIONID="?([0-9A-Za-z.]+)"?/.exec(cookies ?? "")?.[1];
    const known = id === undefined ? undefined : this.#sessions.get(id);
    if (known === undefined || this.#isOld(known)) return this.#create();
    known.lastMs = this.clock.now();
    const session = { ...known, fresh: false };
    this.#sessions.set(known.id, session);
    return session;
  }

  /** Makes the session a user's; one that already belongs to somebody else stays as it is, and a new one is given. */
  logIn(session: XnatSession, username: string): XnatSession {
    if (session.username === username) return session;
    const own = session.username === undefined ? session : this.#create();
    own.username = username;
    this.#sessions.set(own.id, own);
    return own;
  }

  /** How many sessions a user has open. */
  countOf(username: string): number {
    this.#dropOld();
    let count = 0;
    for (const session of this.#sessions.values()) if (session.username === username) count += 1;
    return count;
  }

  end(id: string): void {
    this.#sessions.delete(id);
  }

  /** Ends all of them: the next request of each is not logged in. */
  endAll(): void {
    this.#sessions.clear();
  }

  #create(): XnatSession {
    return {
      id: randomBytes(16).toString("hex").toUpperCase(),
      fresh: true,
      csrf: randomUUID(),
      lastMs: this.clock.now(),
    };
  }

  #isOld(session: XnatSession): boolean {
    return this.clock.now() - session.lastMs >= this.settings.sessionTimeoutMs;
  }

  #dropOld(): void {
    for (const session of this.#sessions.values())
      if (this.#isOld(session)) this.#sessions.delete(session.id);
  }
}
