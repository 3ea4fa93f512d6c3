import type { Exchange } from "../../server/exchange.js";
import { XnatError } from "../answers/xnat-error.js";
import type { Xnat } from "../xnat.js";
import { GUEST, type XnatAccount } from "./accounts.js";
import type { XnatSession } from "./session-table.js";
import { verifyLogin } from "./verify-login.js";

/** Who asks, and the session it happened in. */
export interface Authenticated {
  readonly account: XnatAccount;
  readonly session: XnatSession;
}

/** Message of a Basic login that was refused: recorded on 1.6.4; read in 1.9's source. */
const REFUSED = {
  "1.6": "Login attempt failed. Please try again.",
  "1.9":
    "Your login attempt failed because the username and password combination you provided was invalid or your user already has the maximum number of user sessions open. After 20 failed login attempts, your user account will be locked.",
};

/**
 * Who asks: by Basic login, else by session, else the guest where no login is required.
 *
 * @returns `undefined` for nobody
 * @throws XnatError what XNAT's filters say to a login that is refused, or whose owner has to do something first
 */
export function authenticate(
  xnat: Xnat,
  exchange: Exchange,
  session: XnatSession,
): Authenticated | undefined {
  const basic = basicLogin(exchange.header("authorization"));
  if (basic !== undefined) return byBasic(xnat, session, basic);
  if (session.username !== undefined) {
    const account = xnat.accounts.get(session.username);
    if (account !== undefined) {
      checkStanding(xnat, account);
      return { account, session };
    }
  }
  return xnat.settings.requireLogin ? undefined : { account: GUEST, session };
}

function byBasic(
  xnat: Xnat,
  session: XnatSession,
  basic: readonly [username: string, password: string],
): Authenticated {
  const outcome = verifyLogin(xnat, ...basic);
  if ("refused" in outcome) throw new XnatError(401, REFUSED[xnat.version], { page: "tomcat" });
  const { account } = outcome;
  if (account.kind === "expiredPassword")
    throw new XnatError(403, "Your password has expired. Please try again after changing your password.", {
      page: "tomcat",
    });
  checkStanding(xnat, account);
  // Each Basic request without its session's cookie makes a session of its own (recorded).
  if (session.username !== account.username) xnat.logins += 1;
  return { account, session: xnat.sessions.logIn(session, account.username) };
}

/** Sends those who must do something first to the page where they do it (read in 1.9's source; the pages' addresses and 1.6 are inferred). */
export function checkStanding(xnat: Xnat, account: XnatAccount): void {
  const page =
    account.kind === "expiredPassword"
      ? "/app/template/XDATScreen_UpdateUser.vm"
      : account.kind === "disabled"
        ? "/app/template/InactiveAccount.vm"
        : undefined;
  if (page !== undefined)
    throw new XnatError(302, "", {
      page: "tomcat",
      headers: [["Location", `${xnat.contextPath}${page}`]],
    });
}

function basicLogin(header: string | undefined): readonly [username: string, password: string] | undefined {
  const encoded = /^Basic\s+(\S+)\s*$/i.exec(header ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 0 ? [text, ""] : [text.slice(0, colon), text.slice(colon + 1)];
}
