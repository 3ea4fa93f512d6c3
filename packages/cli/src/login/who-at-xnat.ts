import type { CallContext } from "../call-context.js";
import { withXnat } from "../xnat/connect.js";
import type { Who } from "./who.js";

/** Asks an XNAT who we are; a stored token is renewed by that, where it is time. */
export function whoAtXnat(call: CallContext): Promise<Who> {
  return withXnat(call, async ({ user }, { url, from, auth, profile, username }) => {
    const who: Who = {
      url,
      // The server leaves the provider out, and two of them may know the same name.
      username: username?.endsWith(`/${user}`) === true ? username : user,
      from,
      ...("anonymous" in auth ? { visitor: true } : {}),
      ...("session" in auth ? { session: true } : {}),
    };
    const stored = profile === undefined ? undefined : (await call.profiles.load()).get(profile);
    if (stored?.tokenExpires === undefined) return who;
    const { tokenExpires, tokenAssumed } = stored;
    return { ...who, tokenExpires, ...(tokenAssumed === true ? { tokenAssumed } : {}) };
  });
}
