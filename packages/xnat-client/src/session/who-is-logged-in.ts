import type { Http } from "@scanferry/transfer";
import { errorFromStatus } from "@scanferry/transfer";
import type { CallOptions } from "../context.js";
import { pageAt, pageError, pageIn } from "../http/web-page.js";
import { sessionIdOf } from "./cookies.js";
import { leadsElsewhere } from "./login-error.js";
import { isOwnOrigin } from "./own-answers.js";
import type { SessionGrant } from "./session.js";
import { cookieOf } from "./session.js";

/** What `/data/auth` says. */
export interface Whoami {
  /** "guest" without an account; undefined where the server wants a login. */
  readonly user: string | undefined;
  /** The id of the session that the server opened for the question, because it did not know ours. */
  readonly opened: string | undefined;
  readonly headers: Headers;
}

interface WhoOptions extends CallOptions {
  readonly retries?: number;
  /** Whose session, where the stack does not send one. */
  readonly grant?: SessionGrant;
}

/**
 * Asks who is logged in, which a list with status 200 does not prove: where no login is required, a lost session goes on as a guest (wire/xnat.md, 1).
 *
 * @throws {@link ScanferryError} `auth/rejected` for an account that must do something on the web page first, `net/*`, `remote/*`
 */
export async function whoIsLoggedIn(
  http: Http,
  now: () => number,
  { signal, retries, grant }: WhoOptions = {},
): Promise<Whoami> {
  const cookie = grant === undefined ? undefined : cookieOf(grant);
  const answer = await http.api("GET", "/data/auth", {
    ...(cookie === undefined ? {} : { headers: { Cookie: cookie } }),
    ...(retries === undefined ? {} : { retries }),
    ...(signal === undefined ? {} : { signal }),
  });
  const { status, headers, text } = answer;
  const isOwn = isOwnOrigin(http, answer.url);
  const opened = isOwn ? sessionIdOf(headers) : undefined;
  // 1.6 ends with a dot, later versions may add "; XNAT_CSRF=…".
  const user = isOwn && status === 200 ? /^\s*User '(.+?)' is logged in/.exec(text)?.[1] : undefined;
  if (user !== undefined) return { user, opened, headers };
  const page = pageAt(answer.url) ?? pageIn(text);
  if (status === 401 || page === "login") return { user: undefined, opened, headers };
  if (page !== undefined && status < 400) throw pageError(page, status);
  if (!isOwn) throw leadsElsewhere(answer.url, http.baseUrl);
  throw errorFromStatus(status, headers, "", now());
}
