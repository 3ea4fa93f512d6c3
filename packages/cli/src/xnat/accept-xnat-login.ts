import type { XnatAuth, XnatClient } from "@scanferry/xnat-client";
import type { CallContext } from "../call-context.js";
import type { LoginToStore } from "../config/store-login.js";
import { openXnat } from "./open-xnat.js";
import { issueToken } from "./issue-token.js";
import { isGuest } from "./resolve-xnat-login.js";
import { isAlias, tokenText, xnatAuth } from "./xnat-auth.js";

/** What is usual: XNAT's own default. */
const usualLifeMs = 2 * 24 * 3_600_000;

/** Tries a login and makes what is stored of it: a token of its own, and never the password where there is one. */
export async function acceptXnatLogin(
  call: CallContext,
  { url, username, password }: { url: string; username: string; password?: string },
): Promise<LoginToStore> {
  const known = isGuest(username) || password === undefined ? { username } : { username, password };
  const auth = xnatAuth(call, known);
  const xnat = await openXnat({ url, auth }, call);
  try {
    return await acceptedBy(xnat, { url, username, auth }, call);
  } finally {
    await xnat.close();
  }
}

/** The same for a server that has taken the login already. */
export async function acceptedBy(
  xnat: XnatClient,
  login: { url: string; username: string; auth: XnatAuth },
  call: CallContext,
): Promise<LoginToStore> {
  const { url, auth } = login;
  // An alias stands for a person, whose name the server tells.
  const username = isAlias(login.username) ? xnat.user : login.username;
  const stored = { kind: "xnat", url, username } as const;
  if ("anonymous" in auth) return stored;
  const issued = await issueToken(xnat, call);
  if (issued !== undefined) return { ...stored, token: issued.toStore };
  call.say("The server issues no tokens.");
  if ("token" in auth) {
    const expires = new Date(call.now().getTime() + usualLifeMs);
    return { ...stored, token: { text: tokenText(auth.token), expires, assumed: true } };
  }
  return "password" in auth ? { ...stored, password: auth.password, passwordIn: "keyring" } : stored;
}
