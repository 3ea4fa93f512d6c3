import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { namedProfile } from "../config/profile-layer.js";
import type { Profile, Profiles } from "../config/profile-store.js";
import { withLoginLock } from "../config/with-login-lock.js";
import { exit } from "../errors/exit-code.js";
import { revocable, revokeLogin } from "../login/revoke-login.js";

/** `scanferry logout [-p PROFILE]` */
export async function run(call: CallContext): Promise<number> {
  const profiles = await call.profiles.load();
  const named = namedProfile(call);
  const name = named ?? onlyName(profiles);
  const profile = profiles.get(name);
  if (profile === undefined) {
    throw new ScanferryError("config/missing", "There is no profile of that name.", {
      hint: "See scanferry profile ls, and name one with --profile.",
    });
  }
  const what = call.options.flag("local") ? undefined : revocable(profile);
  if (call.options.flag("dryRun")) {
    call.say(`Would forget profile ${name}${what === undefined ? "" : ` and revoke its ${what}`}.`);
    return exit.done;
  }
  const revoked = await withLoginLock(call, () => forget(call, name, what !== undefined));
  await call.out.record({ type: "logout", id: name, url: profile.url, revoked }, undefined);
  call.say(
    revoked ? `Forgot ${name}; its ${what ?? "login"} is revoked.` : `Forgot ${name}. ${stillWorks(profile)}`,
  );
  return exit.done;
}

/** Reads what is stored again: another process may have renewed the login meanwhile. */
async function forget(call: CallContext, name: string, revoke: boolean): Promise<boolean> {
  const profiles = new Map(await call.profiles.load());
  const profile = profiles.get(name);
  if (profile === undefined) return false;
  const revoked = revoke && (await revokeLogin(call, name, profile));
  await call.secretStore.remove(name, profile.secret);
  profiles.delete(name);
  await call.profiles.save(profiles);
  return revoked;
}

/** Which of several logins is meant must be said: a revoked app password does not come back. */
function onlyName(profiles: Profiles): string {
  const [name, ...others] = profiles.keys();
  if (name === undefined) throw new ScanferryError("config/missing", "No login is stored.");
  if (others.length === 0) return name;
  throw new ScanferryError("input/invalid", "Several logins are stored, and none is named.", {
    hint: `Name one with --profile: ${[name, ...others].join(", ")}.`,
  });
}

/** What of a login is not ended. */
function stillWorks({ kind, secret, tokenExpires }: Profile): string {
  if (secret === "none") return "No secret was stored.";
  const server = kind === "xnat" ? "XNAT" : "LORIS";
  if (tokenExpires === "") return `${server} takes its token for a few days at most; no copy is kept here.`;
  if (tokenExpires !== undefined)
    return `${server} takes its token until ${tokenExpires}; no copy is kept here.`;
  return kind === "nextcloud"
    ? "Its password still works at the server: remove it there (Settings, Security) if it should not."
    : "Its password still works at the server.";
}
