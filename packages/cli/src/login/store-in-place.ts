import { isAbort } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import type { Profile } from "../config/profile-store.js";
import { storeLogin, type LoginToStore } from "../config/store-login.js";
import { revocable, revokeSecret } from "./revoke-login.js";

/**
 * Stores a login, and ends the XNAT token that it replaces: nothing here could end that any more, and it works for days.
 */
export async function storeInPlace(call: CallContext, name: string, login: LoginToStore): Promise<Profile> {
  const before = (await call.profiles.load()).get(name);
  const token = before === undefined ? undefined : await tokenOf(call, name, before);
  const profile = await storeLogin(call, name, login);
  if (before !== undefined && token !== undefined) {
    await revokeSecret(call, before, token).catch((error: unknown) => {
      if (isAbort(error)) throw error;
      call.logger.log("info", "the replaced token lives until its end", { until: before.tokenExpires });
    });
  }
  return profile;
}

async function tokenOf(call: CallContext, name: string, profile: Profile): Promise<string | undefined> {
  if (profile.kind !== "xnat" || revocable(profile) === undefined) return undefined;
  // A keyring that is locked now keeps nobody from logging in.
  return call.secretStore.load(name, profile.secret).catch(() => undefined);
}
