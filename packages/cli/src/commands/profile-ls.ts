import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import type { Profile } from "../config/profile-store.js";
import { table } from "../output/table.js";

/** `scanferry profile ls` */
export async function run(call: CallContext): Promise<number> {
  const profiles = [...(await call.profiles.load())];
  if (!call.out.json && profiles.length > 0) {
    const rows = profiles.map(([name, profile]) => [
      name,
      profile.kind,
      profile.username,
      profile.url,
      `${whatIsKept(profile, call)}${profile.default === true ? ", default" : ""}`,
    ]);
    await call.out.raw(`${table(rows)}\n`);
  }
  if (call.out.json) {
    for (const [name, profile] of profiles)
      await call.out.record({ type: "profile", id: name, ...profile }, undefined);
  }
  if (profiles.length === 0) {
    call.say("No logins are stored. Make one with: scanferry login KIND URL");
    if (call.options.flag("errorIfEmpty")) return exit.empty;
  }
  return exit.done;
}

function whatIsKept({ secret, tokenExpires, tokenAssumed }: Profile, call: CallContext): string {
  if (secret === "none") return "no secret";
  const place = secret === "keyring" ? "the keyring" : call.secretStore.path;
  if (tokenExpires === undefined) return `secret in ${place}`;
  if (tokenExpires === "") return `token of unknown end (log in again) in ${place}`;
  return `token until ${tokenAssumed === true ? "about " : ""}${tokenExpires} in ${place}`;
}
