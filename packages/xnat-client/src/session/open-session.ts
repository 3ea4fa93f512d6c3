import type { Http } from "@scanferry/transfer";
import { ScanferryError } from "@scanferry/transfer";
import type { CallOptions } from "../context.js";
import { idleTimeOf } from "./cookies.js";
import type { XnatAuth } from "./credentials.js";
import { basicOf } from "./credentials.js";
import { logIn } from "./log-in.js";
import { noRenewal } from "./session-errors.js";
import type { SessionGrant } from "./session.js";
import { whoIsLoggedIn } from "./who-is-logged-in.js";

/** What opening a session needs. */
interface OpenSessionOptions extends CallOptions {
  readonly auth: XnatAuth;
  /** The login of each further session, where it is another one by then. */
  readonly nextAuth?: ((options: CallOptions) => Promise<XnatAuth | undefined>) | undefined;
  readonly retries: number;
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** A session and whose it is. */
interface OpenedSession {
  readonly grant: SessionGrant;
  /** As the server names it; "guest" without an account. */
  readonly user: string;
  /** Opens the next one; nothing is there for a session that was handed in. */
  readonly login?: ((options: CallOptions) => Promise<SessionGrant>) | undefined;
}

/**
 * Opens a session, takes one that is there, or becomes a guest; and asks the server who that is.
 *
 * @param http A stack without a login of its own.
 */
export async function openSession(http: Http, options: OpenSessionOptions): Promise<OpenedSession> {
  const { auth, now, signal } = options;
  const basic = basicOf(auth);
  if (basic !== undefined) {
    const login = (call: CallOptions, as: XnatAuth = auth): Promise<SessionGrant> =>
      logIn(http, basicOf(as) ?? basic, { ...options, ...call, byToken: "token" in as });
    const grant = await login({ signal });
    const { user } = await whoIsLoggedIn(http, now, { signal, grant });
    if (user === undefined || user === "guest") throw takenForGuest();
    return { grant, user, login: async (call) => login(call, await options.nextAuth?.(call)) };
  }
  if ("session" in auth) {
    const { user, headers } = await whoIsLoggedIn(http, now, { signal, grant: { secret: auth.session } });
    if (user === undefined || user === "guest") throw noRenewal();
    return { grant: { secret: auth.session, idleMs: idleTimeOf(headers) }, user };
  }
  const { user, opened, headers } = await whoIsLoggedIn(http, now, { signal });
  if (user === undefined) throw loginRequired();
  return { grant: { secret: opened ?? "", idleMs: idleTimeOf(headers) }, user };
}

function takenForGuest(): ScanferryError {
  return new ScanferryError("auth/rejected", "XNAT took the login and treats it as a guest's.", {
    hint: "Something in front of the server may drop its cookies. Tell the administrator of the XNAT.",
    details: { reason: "guest" },
  });
}

function loginRequired(): ScanferryError {
  return new ScanferryError("auth/required", "This XNAT shows nothing without a login.", {
    hint: "Give a user name and a password, or an alias token.",
  });
}
