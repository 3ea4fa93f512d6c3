import type { CallContext } from "../call-context.js";
import type { Profile } from "./profile-store.js";
import { defaultProfile } from "./profile-layer.js";

/** Stores a login as a profile, the secret first, and says where the secret lies. */
export async function storeLogin(
  call: CallContext,
  name: string,
  login: Omit<Profile, "secret"> & { password: string },
): Promise<Profile> {
  const { password, ...rest } = login;
  const profiles = new Map(await call.profiles.load());
  const before = profiles.get(name);
  const secret = await call.secretStore.save(name, password);
  // The same name may have kept its secret in the other place before.
  if (before !== undefined && before.secret !== secret) await call.secretStore.remove(name, before.secret);
  const first = defaultProfile(profiles, login.kind, undefined) === undefined;
  const makeDefault = call.options.flag("default") || first;
  if (makeDefault)
    for (const [other, profile] of profiles)
      if (profile.kind === login.kind) profiles.set(other, withoutDefault(profile));
  const profile: Profile = { ...rest, secret, ...(makeDefault ? { default: true } : {}) };
  profiles.set(name, profile);
  await call.profiles.save(profiles);
  const place =
    secret === "keyring"
      ? "in the keyring of the operating system"
      : `in ${call.secretStore.path}, readable by you alone`;
  call.say(`Stored as profile ${name}; the secret lies ${place}.`);
  return profile;
}

function withoutDefault(profile: Profile): Profile {
  const { default: _, ...rest } = profile;
  return rest;
}
