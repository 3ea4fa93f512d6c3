import type { Xnat } from "../xnat.js";
import type { XnatAccount } from "./accounts.js";

/** How many sessions one user may have open at a time (the default in 1.9's source). */
const MAX_SESSIONS = 1000;

/** What a user name and a password are good for. */
export type LoginOutcome =
  { readonly account: XnatAccount } | { readonly refused: "bad" | "locked" | "tooManySessions" };

/** Checks a login: a user's own, one with its provider named in front, or an alias token's. */
export function verifyLogin(
  xnat: Xnat,
  username: string,
  password: string,
  options: { readonly provider?: string } = {},
): LoginOutcome {
  const token = xnat.tokens.get(username);
  const account = token === undefined ? byPassword(xnat, username, password, options.provider) : ofToken();
  function ofToken(): XnatAccount | undefined {
    return token?.secret === password ? xnat.accounts.get(token.username) : undefined;
  }
  const name = account?.username ?? username;
  if (account?.kind === "locked" || xnat.lockOut.isLocked(name)) return { refused: "locked" };
  if (account === undefined) {
    xnat.lockOut.fail(name);
    return { refused: "bad" };
  }
  xnat.lockOut.clear(name);
  if (xnat.sessions.countOf(name) >= MAX_SESSIONS) return { refused: "tooManySessions" };
  return { account };
}

/** The account of a password; the text before a slash names the provider (read in 1.9's source; that it must not be left out is inferred). */
function byPassword(
  xnat: Xnat,
  given: string,
  password: string,
  asked: string | undefined,
): XnatAccount | undefined {
  const slash = given.indexOf("/");
  const provider = asked ?? (slash > 0 ? given.slice(0, slash) : undefined);
  const account = xnat.accounts.get(slash > 0 && asked === undefined ? given.slice(slash + 1) : given);
  if (account?.password !== password) return undefined;
  return (account.provider ?? "localdb") === (provider ?? "localdb") ? account : undefined;
}
