import type { CallContext } from "../call-context.js";
import type { Profile } from "./profile-store.js";
import { defaultProfile } from "./profile-layer.js";
import { withLoginLock } from "./with-login-lock.js";

/** A login to store. */
export interface LoginToStore extends Omit<
  Profile,
  "secret" | "tokenExpires" | "tokenIssued" | "tokenAssumed"
> {
  /** What a keyring keeps; a file too, unless there is a token. Without it, nothing but the token is kept anywhere. */
  password?: string;
  /** Where the password may lie without a token beside it. @default "anywhere" */
  passwordIn?: "anywhere" | "keyring";
  /** What a file keeps in the password's place, because it ends by itself. */
  token?: TokenToStore;
}

/** A token to store. */
export interface TokenToStore {
  text: string;
  expires: Date;
  /** Absent where it cannot be renewed. */
  issued?: Date;
  /** The server did not say when it ends. */
  assumed?: boolean;
}

/** Stores a login as a profile, the secret first, and says where the secret lies. */
export async function storeLogin(call: CallContext, name: string, login: LoginToStore): Promise<Profile> {
  const profile = await withLoginLock(call, () => write(call, name, login));
  if (profile.secret !== "none") sayWhatIsKept(call, name, profile);
  else if (login.password === undefined) call.say(`Stored as profile ${name}, without a secret.`);
  else
    call.say(
      `Stored as profile ${name}, without a secret: there is no keyring here, so the password is asked for each time.`,
    );
  return profile;
}

async function write(call: CallContext, name: string, login: LoginToStore): Promise<Profile> {
  const { password, passwordIn, token, ...rest } = login;
  const profiles = new Map(await call.profiles.load());
  const before = profiles.get(name);
  const secret = await saveSecret(call, name, login);
  // The same name may have kept its secret in the other place before.
  if (before !== undefined && before.secret !== secret) await call.secretStore.remove(name, before.secret);
  const first = defaultProfile(profiles, login.kind, undefined) === undefined;
  // A login that is renewed stays what it was.
  const makeDefault = call.options.flag("default") || first || before?.default === true;
  if (makeDefault)
    for (const [other, profile] of profiles)
      if (profile.kind === login.kind) profiles.set(other, withoutDefault(profile));
  const isToken = token !== undefined && (secret === "file" || password === undefined);
  const profile: Profile = {
    ...rest,
    secret,
    ...(isToken ? tokenFields(token) : {}),
    ...(makeDefault ? { default: true } : {}),
  };
  profiles.set(name, profile);
  await call.profiles.save(profiles);
  return profile;
}

function saveSecret(
  call: CallContext,
  name: string,
  { password, passwordIn, token }: LoginToStore,
): Promise<Profile["secret"]> {
  const inKeyring = password ?? token?.text;
  if (inKeyring === undefined) return Promise.resolve("none");
  return call.secretStore.save(name, inKeyring, token?.text ?? (passwordIn === "keyring" ? null : inKeyring));
}

/** What a profile says about its token. */
export function tokenFields(token: TokenToStore): Partial<Profile> {
  return {
    tokenExpires: token.expires.toISOString(),
    ...(token.issued === undefined ? {} : { tokenIssued: token.issued.toISOString() }),
    ...(token.assumed === true ? { tokenAssumed: true } : {}),
  };
}

function sayWhatIsKept(call: CallContext, name: string, profile: Profile): void {
  const { secret, tokenExpires, tokenIssued, tokenAssumed } = profile;
  const place =
    secret === "keyring"
      ? "in the keyring of the operating system"
      : `in ${call.secretStore.path}, readable by you alone`;
  call.say(
    `Stored as profile ${name}; ${tokenExpires === undefined ? "the secret" : "a token"} lies ${place}.`,
  );
  if (tokenExpires === undefined) return;
  if (tokenIssued === undefined) {
    call.say(
      `There is no keyring here, so the password is not stored. The token works until ${tokenExpires}; then log in again.`,
    );
    return;
  }
  const end =
    tokenAssumed === true
      ? `The server does not say when the token ends; two days are usual, so until ${tokenExpires}.`
      : `The token works until ${tokenExpires}.`;
  call.say(`The password is not stored. ${end} Each use in the second half of that time renews it.`);
}

function withoutDefault(profile: Profile): Profile {
  const { default: _, ...rest } = profile;
  return rest;
}
