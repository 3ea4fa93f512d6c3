import type { CallContext } from "../call-context.js";
import { resolveLogin } from "../config/resolve-login.js";
import { connectNextcloud } from "../nextcloud/connect.js";
import type { Check } from "./check.js";

const statuses = { error: "failed", warning: "warning", note: "ok" } as const;

/** Checks the Nextcloud that a share would use: reachable, login accepted, links allowed. */
export async function* checkNextcloud(call: CallContext): AsyncGenerator<Check> {
  const login = await resolveLogin("nextcloud", call);
  const cloud = await connectNextcloud(login, call);
  try {
    yield {
      id: "login",
      status: "ok",
      message: `${cloud.userId} at ${login.url}, Nextcloud ${cloud.server.version}`,
    };
    const { findings } = await cloud.preflight({ folder: "", newShares: 1 }, { signal: call.signal });
    for (const { severity, code, errorCode, message, hint } of findings) {
      yield { id: code, status: statuses[severity], message, hint, code: errorCode };
    }
    const { name, source } = cloud.timeZone;
    yield { id: "time-zone", status: "ok", message: `days of links end in ${name} (${source})` };
  } finally {
    await cloud.close();
  }
}
