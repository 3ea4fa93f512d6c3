import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { withLoginLock } from "../config/with-login-lock.js";
import { exit } from "../errors/exit-code.js";
import { revocable } from "../login/revoke-login.js";

/** `scanferry profile rm NAME…`: forgets logins here; `logout` revokes them at the server too. */
export async function run(call: CallContext): Promise<number> {
  return call.options.flag("dryRun") ? remove(call) : withLoginLock(call, () => remove(call));
}

async function remove(call: CallContext): Promise<number> {
  const profiles = new Map(await call.profiles.load());
  const missing = call.args.filter((name) => !profiles.has(name));
  if (missing.length > 0) {
    throw new ScanferryError("local/not-found", "There is no profile of that name.", {
      hint: "See scanferry profile ls.",
      subject: missing.join(", "),
    });
  }
  for (const name of call.args) {
    const profile = profiles.get(name);
    if (profile === undefined) continue;
    const dryRun = call.options.flag("dryRun");
    if (!dryRun) {
      await call.secretStore.remove(name, profile.secret);
      profiles.delete(name);
    }
    await call.out.record(
      { type: "profile", id: name, action: "remove", status: dryRun ? "planned" : "done" },
      `${dryRun ? "would remove" : "removed"} ${name}`,
    );
    const living = revocable(profile);
    if (living !== undefined)
      call.say(
        `The server ${dryRun ? "would still take" : "still takes"} its ${living}${profile.tokenExpires === undefined ? "" : ` until ${profile.tokenExpires}`}; scanferry logout -p NAME ends it there before it is forgotten here.`,
      );
  }
  if (!call.options.flag("dryRun")) await call.profiles.save(profiles);
  return exit.done;
}
