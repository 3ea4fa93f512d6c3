import type { XnatClient } from "@scanferry/xnat-client";
import type { CallContext } from "../call-context.js";
import { storeLogin } from "../config/store-login.js";
import { acceptedBy } from "./accept-xnat-login.js";
import { connectByProfile } from "./connect-by-profile.js";
import { openXnat } from "./open-xnat.js";
import { resolveXnatLogin, type XnatLogin } from "./resolve-xnat-login.js";

/**
 * Connects with a login that is already known. A stored token is renewed when more than half of its time is over, unless
 * the command changes nothing.
 */
export async function connectXnat(login: XnatLogin, call: CallContext): Promise<XnatClient> {
  const { profile, renewProfile, url, username, auth } = login;
  if (profile !== undefined && "token" in auth) return connectByProfile({ url, auth, profile }, call);
  const xnat = await openXnat(login, call);
  if (renewProfile !== undefined && username !== undefined && !call.options.flag("dryRun"))
    await storeLogin(call, renewProfile, await acceptedBy(xnat, { url, username, auth }, call));
  return xnat;
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
