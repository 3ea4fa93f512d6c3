import type { CallContext } from "../call-context.js";
import { connectLoris } from "../loris/connect.js";
import { resolveLorisLogin } from "../loris/resolve-loris-login.js";
import type { Check } from "./check.js";

/** Checks the LORIS that a pull would use: reachable, login accepted, something to see. */
export async function* checkLoris(call: CallContext): AsyncGenerator<Check> {
  const { url, username, auth } = await resolveLorisLogin(call);
  const loris = await connectLoris({ url, auth }, call);
  try {
    let projects = 0;
    for await (const _ of loris.projects({ signal: call.signal })) projects += 1;
    yield {
      id: "loris-login",
      status: "ok",
      message: `${username} at ${url}, LORIS interface ${loris.version}`,
    };
    yield projects === 0
      ? {
          id: "loris-projects",
          status: "warning",
          message: "The account sees no project.",
          hint: "Ask the study's data manager for access.",
        }
      : {
          id: "loris-projects",
          status: "ok",
          message: `${String(projects)} of the server's projects are seen`,
        };
    if ("token" in auth) {
      const until = loris.tokenExpires.toISOString();
      yield { id: "loris-token", status: "ok", message: `the stored token works until ${until}` };
    }
  } finally {
    await loris.close();
  }
}
