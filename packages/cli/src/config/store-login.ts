import type { CallContext } from "../call-context.js";
import type { Profile } from "./profile-store.js";
import { defaultProfile } from "./profile-layer.js";

/** A login to store. */
export interface LoginToStore extends Omit<Profile, "secret" | "tokenExpires"> {
  password: string;
  /** Where there is no keyring this is stored and not the password: it ends by itself. */
  token?: { text: string; expires: Date };
}

/** Stores a login as a profile, the secret first, and says where the secret lies. */
export async function storeLogin(call: CallContext, name: string, login: LoginToStore): Promise<Profile> {
  const { password, token, ...rest } = login;
  const profiles = new Map(await call.profiles.load());
  const before = profiles.get(name);
  const secret = await call.secretStore.save(name, password, token?.text);
  // The same name may have kept its secret in the other place before.
  if (before !== undefined && before.secret !== secret) await call.secretStore.remove(name, before.secret);
  const first = defaultProfile(profiles, login.kind, undefined) === undefined;
  // A login that is renewed stays what it was.
  const makeDefault = call.options.flag("default") || first || before?.default === true;
  if (makeDefault)
    for (const [other, profile] of profiles)
      if (profile.kind === login.kind) profiles.set(other, withoutDefault(profile));
  const tokenExpires = secret === "file" ? token?.expires.toISOString() : undefined;
  const profile: Profile = {
    ...rest,
    secret,
    ...(tokenExpires === undefined ? {} : { tokenExpires }),
    ...(makeDefault ? { default: true } : {}),
  };
  profiles.set(name, profile);
  await call.profiles.save(profiles);
  const place =
    secret === "keyring"
      ? "in the keyring of the operating system"
      : `in ${call.secretStore.path}, readable by you alone`;
  call.say(
    `Stored as profile ${name}; ${tokenExpires === undefined ? "the secret" : "a token"} lies ${place}.`,
  );
  if (tokenExpires !== undefined) {
    call.say(
      `There is no keyring here, so the password is not stored. The token works until ${tokenExpires}; then log in again.`,
    );
  }
  return profile;
}

function withoutDefault(profile: Profile): Profile {
  const { default: _, ...rest } = profile;
  return rest;
}
