import type { Exchange } from "../../server/exchange.js";
import { type Account, randomToken } from "../accounts.js";

/** What a browser's cookie stands for. */
export interface BrowserSession {
  readonly id: string;
  /** Sent with every form, against forged ones. */
  readonly requestToken: string;
  account: Account | undefined;
  loginToken: string | undefined;
  /** Tokens of shares whose password was given. */
  readonly openShares: Set<string>;
}

const COOKIE = "oc_sandbox_session";

/** Sessions of browsers; the API itself needs none. */
export class SessionTable {
  readonly #sessions = new Map<string, BrowserSession>();

  /** The session of a request's cookie. */
  of(exchange: Exchange): BrowserSession | undefined {
    const match = new RegExp(`${COOKIE}=([A-Za-z0-9]+)`).exec(exchange.header("cookie") ?? "");
    return match?.[1] === undefined ? undefined : this.#sessions.get(match[1]);
  }

  /** The session of a request, a new one when it has none. */
  open(exchange: Exchange): BrowserSession {
    const known = this.of(exchange);
    if (known !== undefined) return known;
    const session: BrowserSession = {
      id: randomToken(26),
      requestToken: `${randomToken(44)}:${randomToken(44)}`,
      account: undefined,
      loginToken: undefined,
      openShares: new Set(),
    };
    this.#sessions.set(session.id, session);
    return session;
  }

  /** The header that hands a session to the browser. */
  cookie(session: BrowserSession): readonly [string, string] {
    return ["Set-Cookie", `${COOKIE}=${session.id}; path=/; HttpOnly; SameSite=Lax`];
  }
}
