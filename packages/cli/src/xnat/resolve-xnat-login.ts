import { ScanferryError } from "@scanferry/transfer";
import type { XnatAuth } from "@scanferry/xnat-client";
import type { CallContext } from "../call-context.js";
import type { MergedLogin } from "../config/merge-layers.js";
import { askPassword, askUser, gatherLogin } from "../config/resolve-login.js";
import { shellQuote } from "../config/shell-quote.js";
import { withProvider } from "./with-provider.js";
import { xnatAuth } from "./xnat-auth.js";

/** A login for XNAT. */
export interface XnatLogin {
  /** The server's root, context path included. */
  url: string;
  /** The name as it was given, `provider/user` included; absent where only a session is known. */
  username?: string;
  auth: XnatAuth;
  from: MergedLogin["from"];
  /** The profile that the token is stored in: its name is needed to renew it. */
  profile?: string;
  /** The profile whose token has ended and is to be replaced, when the password was asked for in its place. */
  renewProfile?: string;
}

/**
 * Finds the login for XNAT in the usual order. The user `guest` needs no password: it is what XNAT calls a visitor.
 *
 * @throws {@link ScanferryError} `auth/expired` when all that is known is a token that has ended · as `resolveLogin`
 */
export async function resolveXnatLogin(call: CallContext): Promise<XnatLogin> {
  const { server: url, merged } = await gatherLogin("xnat", call);
  const { from, token, tokenEnded, tokenProfile } = merged;
  if (token !== undefined) {
    return {
      url,
      ...(merged.username === undefined ? {} : { username: merged.username }),
      auth: xnatAuth(call, { token }),
      from,
      ...(tokenProfile === undefined ? {} : { profile: tokenProfile }),
    };
  }
  const ended = merged.password === undefined && tokenEnded !== undefined;
  if (ended) {
    if (call.prompter === undefined) throw endedError(url, tokenEnded);
    call.tell("The stored login has ended.");
  }
  const username = withProvider(call, merged.username ?? (await askUser(url, call)));
  if (isGuest(username)) return { url, username, auth: xnatAuth(call, { username }), from };
  const password = merged.password ?? (await askPassword(url, username, call, ""));
  return {
    url,
    username,
    auth: xnatAuth(call, { username, password }),
    from,
    ...(ended && tokenProfile !== undefined ? { renewProfile: tokenProfile } : {}),
  };
}

/** XNAT's own name for who has no account. */
export function isGuest(username: string): boolean {
  return username.toLowerCase() === "guest";
}

/** The error for a stored token that the server takes no longer. */
export function endedError(url: string, ended: Date | undefined, cause?: unknown): ScanferryError {
  const when = ended === undefined ? "has ended" : `ended at ${ended.toISOString()}`;
  return new ScanferryError("auth/expired", `The stored login ${when}.`, {
    hint: `Run scanferry login xnat ${shellQuote(url)} again.`,
    ...(cause === undefined ? {} : { cause }),
  });
}
