import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { configuredKinds, isSpoken, type SpokenKind } from "../config/configured-kinds.js";
import type { MergedLogin } from "../config/merge-layers.js";
import { namedProfile } from "../config/profile-layer.js";
import { resolveLogin } from "../config/resolve-login.js";
import { exit } from "../errors/exit-code.js";
import { connectLoris } from "../loris/connect.js";
import { resolveLorisLogin } from "../loris/resolve-loris-login.js";
import { connectNextcloud } from "../nextcloud/connect.js";

/** Who the server says that we are. */
interface Who {
  url: string;
  username: string;
  from: MergedLogin["from"];
  /** When a stored token ends. */
  tokenExpires?: string;
}

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

const ask: Readonly<Record<SpokenKind, (call: CallContext) => Promise<Who>>> = {
  nextcloud: async (call) => {
    const { url, from, ...login } = await resolveLogin("nextcloud", call);
    const cloud = await connectNextcloud({ url, ...login }, call);
    await cloud.close();
    return { url, username: cloud.userId, from };
  },
  loris: async (call) => {
    const { url, username, from, auth } = await resolveLorisLogin(call);
    const loris = await connectLoris({ url, auth }, call);
    try {
      // A token is believed until something is asked with it.
      for await (const _ of loris.projects({ signal: call.signal })) break;
    } finally {
      await loris.close();
    }
    return {
      url,
      username,
      from,
      ...("token" in auth ? { tokenExpires: loris.tokenExpires.toISOString() } : {}),
    };
  },
};

async function kindsOf(call: CallContext): Promise<readonly SpokenKind[]> {
  const name = namedProfile(call);
  const stored = name === undefined ? undefined : (await call.profiles.load()).get(name)?.kind;
  const kind = call.args[0] ?? stored;
  if (kind === undefined) return configuredKinds(call);
  if (isSpoken(kind)) return [kind];
  throw new ScanferryError("input/invalid", `Logins for ${kind} are not in this version.`);
}
