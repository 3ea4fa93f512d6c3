import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { namedProfile } from "../config/profile-layer.js";
import { resolveLogin } from "../config/resolve-login.js";
import type { ServiceKind } from "../config/service-kind.js";
import { connectNextcloud } from "../nextcloud/connect.js";
import { exit } from "../errors/exit-code.js";

/** `scanferry whoami`: asks the server, because a stored login may have been revoked there. */
export async function run(call: CallContext): Promise<number> {
  const kind = await kindOf(call);
  if (kind !== "nextcloud") {
    throw new ScanferryError("input/invalid", `Logins for ${kind} are not in this version.`);
  }
  const login = await resolveLogin(kind, { ...call, prompter: undefined });
  const cloud = await connectNextcloud(login, call);
  try {
    const record = { type: "login", kind, url: login.url, username: cloud.userId, from: login.from };
    await call.out.record(
      record,
      `${cloud.userId} at ${login.url} (${kind}; password from ${login.from.password ?? "a question"})`,
    );
  } finally {
    await cloud.close();
  }
  return exit.done;
}

async function kindOf(call: CallContext): Promise<ServiceKind> {
  const name = namedProfile(call);
  if (name === undefined) return "nextcloud";
  return (await call.profiles.load()).get(name)?.kind ?? "nextcloud";
}
