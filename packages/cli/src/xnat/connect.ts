import { isScanferryError } from "@scanferry/transfer";
import type { XnatClient } from "@scanferry/xnat-client";
import type { CallContext } from "../call-context.js";
import { askPassword, askUser } from "../config/resolve-login.js";
import { storeLogin } from "../config/store-login.js";
import { acceptedBy } from "./accept-xnat-login.js";
import { connectByProfile } from "./connect-by-profile.js";
import { openXnat } from "./open-xnat.js";
import { resolveXnatLogin, type XnatLogin } from "./resolve-xnat-login.js";
import { xnatAuth } from "./xnat-auth.js";

/**
 * Connects with a login that is already known. A stored token is renewed when more than half of its time is over, unless
 * the command changes nothing; where the server takes it no longer, the password is asked for in a terminal.
 */
export async function connectXnat(login: XnatLogin, call: CallContext): Promise<XnatClient> {
  const { profile, url, auth } = login;
  if (profile === undefined || !("token" in auth)) return connectAndStore(login, call);
  try {
    return await connectByProfile({ url, auth, profile }, call);
  } catch (error) {
    if (call.prompter === undefined || !isScanferryError(error, "auth/expired")) throw error;
    return connectAndStore(await askAnew(login, profile, call), call);
  }
}

async function connectAndStore(login: XnatLogin, call: CallContext): Promise<XnatClient> {
  const { renewProfile, url, username, auth } = login;
  const xnat = await openXnat(login, call);
  if (renewProfile !== undefined && username !== undefined && !call.options.flag("dryRun"))
    await storeLogin(call, renewProfile, await acceptedBy(xnat, { url, username, auth }, call));
  return xnat;
}

async function askAnew(
  { url, username, from }: XnatLogin,
  profile: string,
  call: CallContext,
): Promise<XnatLogin> {
  call.tell("The stored login has ended.");
  const user = username ?? (await askUser(url, call));
  const password = await askPassword(url, user, call, "");
  const auth = xnatAuth(call, { username: user, password });
  return { url, username: user, auth, from, renewProfile: profile };
}

/** Finds the login, connects, hands the client over, and closes it whatever happens. */
export async function withXnat<T>(
  call: CallContext,
  work: (xnat: XnatClient, login: XnatLogin) => Promise<T>,
): Promise<T> {
  const login = await resolveXnatLogin(call);
  const xnat = await connectXnat(login, call);
  try {
    return await work(xnat, login);
  } finally {
    await xnat.close();
  }
}
