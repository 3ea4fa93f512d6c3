import { isScanferryError, ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { namedProfile } from "../config/profile-layer.js";
import type { Profile, Profiles } from "../config/profile-store.js";
import { connectNextcloud } from "../nextcloud/connect.js";
import { exit } from "../errors/exit-code.js";

/** `scanferry logout [-p PROFILE]` */
export async function run(call: CallContext): Promise<number> {
  const profiles = new Map(await call.profiles.load());
  const named = namedProfile(call);
  const name = named ?? onlyName(profiles);
  const profile = profiles.get(name);
  if (profile === undefined) {
    throw new ScanferryError("config/missing", "There is no profile of that name.", {
      hint: "See scanferry profile ls, and name one with --profile.",
    });
  }
  if (call.options.flag("dryRun")) {
    call.say(
      `Would forget profile ${name}${profile.appPassword === true ? " and revoke its app password" : ""}.`,
    );
    return exit.done;
  }
  const revoked =
    profile.appPassword === true && !call.options.flag("local") && (await revoke(call, name, profile));
  await call.secretStore.remove(name, profile.secret);
  profiles.delete(name);
  await call.profiles.save(profiles);
  await call.out.record({ type: "logout", id: name, url: profile.url, revoked }, undefined);
  call.say(
    revoked ? `Forgot ${name}; its app password is revoked.` : `Forgot ${name}. ${stillWorks(profile)}`,
  );
  return exit.done;
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

/** What of a login this program cannot end. */
function stillWorks({ kind, tokenExpires }: Profile): string {
  if (tokenExpires === "") return "LORIS takes its token for a day at most; no copy is kept here.";
  if (tokenExpires !== undefined) return `LORIS takes its token until ${tokenExpires}; no copy is kept here.`;
  return kind === "nextcloud"
    ? "Its password still works at the server: remove it there (Settings, Security) if it should not."
    : "Its password still works at the server.";
}

async function revoke(call: CallContext, name: string, profile: Profile): Promise<boolean> {
  const password = await call.secretStore.load(name, profile.secret);
  if (password === undefined) return false;
  call.secrets.add(password);
  try {
    const cloud = await connectNextcloud({ url: profile.url, username: profile.username, password }, call);
    try {
      await cloud.revokeAppPassword({ signal: call.signal });
    } finally {
      await cloud.close();
    }
    return true;
  } catch (error) {
    // It was revoked at the server already.
    if (isScanferryError(error, "auth/rejected")) return true;
    throw error;
  }
}
