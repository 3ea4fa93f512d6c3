import type { CallContext } from "../call-context.js";
import { connectLoris } from "../loris/connect.js";
import { resolveLorisLogin } from "../loris/resolve-loris-login.js";
import type { Who } from "./who.js";

/** Asks a LORIS whether it takes the login; it has no call that names the user. */
export async function whoAtLoris(call: CallContext): Promise<Who> {
  const { url, username, from, auth } = await resolveLorisLogin(call);
  const loris = await connectLoris({ url, auth }, call);
  try {
    // A token is believed until something is asked with it.
    for await (const _ of loris.projects({ signal: call.signal })) break;
  } finally {
    await loris.close();
  }
  const tokenExpires = "token" in auth ? { tokenExpires: loris.tokenExpires.toISOString() } : {};
  return { url, username, from, ...tokenExpires };
}
