import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { configuredKinds, isSpoken, type SpokenKind } from "../config/configured-kinds.js";
import { namedProfile } from "../config/profile-layer.js";
import { exit } from "../errors/exit-code.js";
import type { Who } from "../login/who.js";

/** `scanferry whoami [KIND]`: asks the server, because a stored login may have been revoked there. */
export async function run(call: CallContext): Promise<number> {
  for (const kind of await kindsOf(call)) {
    const { url, username, from, tokenExpires } = await ask[kind]({ ...call, prompter: undefined });
    const until = tokenExpires === undefined ? "" : `, token until ${tokenExpires}`;
    await call.out.record(
      { type: "login", kind, url, username, from, ...(tokenExpires === undefined ? {} : { tokenExpires }) },
      `${username} at ${url} (${kind}; ${tokenExpires === undefined ? "password" : "login"} from ${from.password ?? "a question"}${until})`,
    );
  }
  return exit.done;
}

/** How to ask each kind of server; loaded when it is needed. */
const ask: Readonly<Record<SpokenKind, (call: CallContext) => Promise<Who>>> = {
  nextcloud: async (call) => (await import("../login/who-at-nextcloud.js")).whoAtNextcloud(call),
  loris: async (call) => (await import("../login/who-at-loris.js")).whoAtLoris(call),
};

async function kindsOf(call: CallContext): Promise<readonly SpokenKind[]> {
  const name = namedProfile(call);
  const stored = name === undefined ? undefined : (await call.profiles.load()).get(name)?.kind;
  const kind = call.args[0] ?? stored;
  if (kind === undefined) return configuredKinds(call);
  if (isSpoken(kind)) return [kind];
  throw new ScanferryError("input/invalid", `Logins for ${kind} are not in this version.`);
}
