import type { Exchange } from "../../server/exchange.js";
import type { Loris } from "../loris.js";
import { LorisError } from "../answers/loris-error.js";
import type { LorisAccount } from "./accounts.js";

/**
 * Who asks: by token, else by session cookie.
 *
 * @throws LorisError 401, and 500 for a header with a scheme and nothing behind it (measured on 28.0.1)
 */
export function authenticate(loris: Loris, exchange: Exchange, session: string): LorisAccount {
  const refused = new LorisError(401, loris.dialect.unauthorized);
  const header = authorization(loris, exchange);
  const fromCookie = loris.sessions.userOf(session);
  if (header === undefined && fromCookie === undefined) throw refused;
  if (header !== undefined && /^\S*\s*$/.test(header)) throw new LorisError(500, undefined);
  // The name of the scheme is not looked at (measured).
  const fromToken = header === undefined ? undefined : loris.tokens.userOf(header.replace(/^\S+\s+/, ""));
  const username = header === undefined ? fromCookie : fromToken;
  const account = username === undefined ? undefined : loris.accounts.get(username);
  if (account === undefined) throw refused;
  if (loris.lockOut.isOut(account.username, exchange.remoteAddress)) throw refused;
  if (account.kind === "suspended" || account.kind === "inactive") throw refused;
  loris.sessions.keep(session, account.username);
  return account;
}

/** PREVENT-AD knows the header by this spelling alone: `authorization` is 401 there (measured). */
function authorization(loris: Loris, exchange: Exchange): string | undefined {
  if (!loris.dialect.exactAuthorization) return exchange.header("authorization");
  const { rawHeaders } = exchange.request;
  const at = rawHeaders.findIndex((word, index) => index % 2 === 0 && word === "Authorization");
  return at < 0 ? undefined : rawHeaders[at + 1];
}
