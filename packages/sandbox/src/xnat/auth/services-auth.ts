import type { Answer } from "../../server/answer.js";
import type { Exchange } from "../../server/exchange.js";
import { plainAnswer, restletAnswer } from "../answers/restlet-answer.js";
import { XnatError } from "../answers/xnat-error.js";
import { notAllowed } from "../answers/xnat-call.js";
import type { Xnat } from "../xnat.js";
import type { XnatSession } from "./session-table.js";
import { verifyLogin } from "./verify-login.js";

/** Spring's words for each refusal; 1.6 sends them with 500 ("Bad credentials" recorded, the others inferred). */
const LEGACY_TEXT = {
  bad: "Bad credentials",
  locked: "User account is locked",
  tooManySessions: "Maximum sessions of 1000 for this principal exceeded",
  disabled: "User is disabled",
  expiredPassword: "User credentials have expired",
};

/** PUT or POST `/data/services/auth` with a form: a login whose password stands in no header and no address. */
export async function servicesAuth(
  xnat: Xnat,
  exchange: Exchange,
  session: XnatSession,
): Promise<{ readonly answer: Answer; readonly session: XnatSession }> {
  if (exchange.method !== "PUT" && exchange.method !== "POST") throw notAllowed("POST", "PUT", "OPTIONS");
  const form = new URLSearchParams(await exchange.text());
  const provider = form.get("provider") ?? form.get("login_method") ?? form.get("authenticatorId");
  const outcome = verifyLogin(xnat, form.get("username") ?? "", form.get("password") ?? "", {
    ...(provider === null ? {} : { provider }),
  });
  const legacy = xnat.version === "1.6";
  const { account, refused } =
    "account" in outcome ? { ...outcome, refused: undefined } : { ...outcome, account: undefined };
  const kind = account?.kind;
  const failure = refused ?? (kind === "disabled" || kind === "expiredPassword" ? kind : undefined);
  if (account === undefined || failure !== undefined)
    throw legacy
      ? new XnatError(500, LEGACY_TEXT[failure ?? "bad"])
      : new XnatError(401, "Authentication failed.");
  xnat.logins += 1;
  const own = xnat.sessions.logIn(session, account.username);
  // 1.6 says nothing but the cookie (recorded); 1.9 also gives the id (read in its source).
  return { answer: legacy ? restletAnswer() : plainAnswer(own.id), session: own };
}
