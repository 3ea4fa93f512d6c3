import type { AliasToken, XnatAuth } from "@scanferry/xnat-client";
import type { CallContext } from "../call-context.js";

/** XNAT makes the names of its tokens as random UUIDs; no person has such a user name. */
const aliasPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** In front of what `XNATPY_JSESSION` holds, so that it can stand where a token does. */
const sessionMark = "JSESSION:";

/** Whether a user name is the alias of a token that was made on the web page. */
export function isAlias(username: string): boolean {
  return aliasPattern.test(username);
}

/** How a token is stored: as one text. */
export function tokenText(token: AliasToken): string {
  return `${token.alias}:${token.secret}`;
}

/** How a session that another program has opened stands among the layers of a login. */
export function sessionText(id: string): string {
  return `${sessionMark}${id}`;
}

/** Makes the client's form of a login, and sees to it that nothing of it is ever printed. */
export function xnatAuth(
  call: CallContext,
  known: { token: string } | { username: string; password?: string },
): XnatAuth {
  if ("token" in known) {
    const [first = "", ...rest] = known.token.split(":");
    const secret = rest.join(":");
    call.secrets.add(secret);
    if (known.token.startsWith(sessionMark)) return { session: secret };
    // The alias is half of the login: it is of no use to a reader of the output.
    call.secrets.add(first);
    return { token: { alias: first, secret } };
  }
  const { username, password } = known;
  if (password === undefined) return { anonymous: true };
  call.secrets.add(password);
  if (isAlias(username)) {
    call.secrets.add(username);
    return { token: { alias: username, secret: password } };
  }
  const slash = username.indexOf("/");
  return slash > 0
    ? { provider: username.slice(0, slash), username: username.slice(slash + 1), password }
    : { username, password };
}
