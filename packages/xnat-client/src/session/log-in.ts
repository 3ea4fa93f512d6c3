import type { ApiResponse, Http } from "@scanferry/transfer";
import { sendLogin } from "@scanferry/transfer";
import { pageAt, pageIn } from "../http/web-page.js";
import { idleTimeOf, sessionIdOf, stickyCookies } from "./cookies.js";
import type { Basic } from "./credentials.js";
import { basicHeader } from "./credentials.js";
import { loginError } from "./login-error.js";
import type { SessionGrant } from "./session.js";

/** What logging in needs. */
export interface LogInOptions {
  readonly byToken: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly retries: number;
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/**
 * Opens a session: one `POST /data/JSESSION` with Basic. It is the only request that carries the password, because each further one without the
 * session's cookie would open a session more (1,000 per account by default).
 *
 * @param http A stack without a login of its own.
 */
export async function logIn(http: Http, basic: Basic, options: LogInOptions): Promise<SessionGrant> {
  const { byToken, signal, retries, now, sleep } = options;
  const answer = await sendLogin(
    async () => {
      const told = await http.api("POST", "/data/JSESSION", {
        headers: { Authorization: basicHeader(basic) },
        retries: 0,
        ...(signal === undefined ? {} : { signal }),
      });
      if (told.status === 200 && grantOf(told) !== undefined) return told;
      throw loginError(told, { byToken, secrets: [basic.password, basic.username], now: now() });
    },
    { signal, retries, sleep },
  );
  const grant = grantOf(answer);
  if (grant === undefined) throw new Error("An answer without a session was let through.");
  return grant;
}

/** The session that an answer opened: in its cookie, and as its whole text. */
function grantOf(answer: ApiResponse): SessionGrant | undefined {
  if (pageAt(answer.url) !== undefined || pageIn(answer.text) !== undefined) return undefined;
  const id = sessionIdOf(answer.headers) ?? /^\s*([\w.!-]{16,128})\s*$/.exec(answer.text)?.[1];
  if (id === undefined) return undefined;
  return { secret: id, sticky: stickyCookies(answer.headers), idleMs: idleTimeOf(answer.headers) };
}
