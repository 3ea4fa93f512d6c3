import { isScanferryError } from "@scanferry/transfer";
import type { XnatClient } from "@scanferry/xnat-client";
import type { CallContext } from "../call-context.js";
import { sameServer } from "../config/merge-layers.js";
import type { Profile } from "../config/profile-store.js";
import { withLoginLock } from "../config/with-login-lock.js";
import { openXnat } from "./open-xnat.js";
import { isRenewalDue, renewToken, type TokenLogin } from "./renew-token.js";
import { endedError } from "./resolve-xnat-login.js";
import { tokenText, xnatAuth } from "./xnat-auth.js";

/**
 * Connects by a stored token, and renews it when that is due: one process at a time, the others wait and take what it
 * has stored.
 *
 * @throws {@link ScanferryError} `auth/expired` when the server does not take the token
 */
export async function connectByProfile(login: TokenLogin, call: CallContext): Promise<XnatClient> {
  const profile = (await call.profiles.load()).get(login.profile);
  if (profile === undefined || !isRenewalDue(profile, call)) return connectOnce(login, call);
  try {
    return await withLoginLock(call, async () => {
      const { login: current, profile: now } = await reload(login, call);
      const xnat = await connectOnce(current, call);
      if (now !== undefined && isRenewalDue(now, call)) await renewToken(xnat, current, call);
      return xnat;
    });
  } catch (error) {
    // The lock cannot be had: another process renews, or the folder is not to be written. The token still lives.
    if (!isScanferryError(error) || !error.code.startsWith("local/")) throw error;
    call.logger.log("info", "token not renewed", { reason: error.message });
    return connectOnce(login, call);
  }
}

/** Another process may have renewed the token since it was read; then the stored one counts. */
async function connectOnce(login: TokenLogin, call: CallContext): Promise<XnatClient> {
  // Also in the middle of a long run: its session may end hours after another command has renewed the token.
  const nextAuth = async (): Promise<TokenLogin["auth"]> => (await reload(login, call)).login.auth;
  try {
    return await openXnat({ ...login, nextAuth }, call);
  } catch (error) {
    if (!isScanferryError(error, "auth/rejected") && !isScanferryError(error, "auth/expired")) throw error;
    const { login: current, profile } = await reload(login, call);
    if (tokenText(current.auth.token) !== tokenText(login.auth.token))
      return openXnat({ ...current, nextAuth }, call);
    throw endedError(login.url, endOf(profile, call), error);
  }
}

/** A token that should have lived was invalidated, or the guess at its end was wrong. */
function endOf(profile: Profile | undefined, call: CallContext): Date | undefined {
  const ends = new Date(profile?.tokenExpires ?? NaN);
  return ends <= call.now() && profile?.tokenAssumed !== true ? ends : undefined;
}

async function reload(
  login: TokenLogin,
  call: CallContext,
): Promise<{ login: TokenLogin; profile: Profile | undefined }> {
  const profile = (await call.profiles.load()).get(login.profile);
  // The name may have been given to another server or another kind meanwhile.
  if (profile?.kind !== "xnat" || !sameServer(profile.url, login.url)) return { login, profile: undefined };
  const text = await call.secretStore.load(login.profile, profile.secret);
  const auth = text === undefined ? undefined : xnatAuth(call, { token: text });
  return { login: auth !== undefined && "token" in auth ? { ...login, auth } : login, profile };
}
