import type { CallContext } from "../call-context.js";
import { withXnat } from "../xnat/connect.js";
import type { Who } from "./who.js";

/** Asks an XNAT who we are; a stored token is renewed by that, where it is time. */
export function whoAtXnat(call: CallContext): Promise<Who> {
  return withXnat(call, async ({ user }, { url, from, auth, profile }) => {
    const who: Who = { url, username: user, from, ...("anonymous" in auth ? { visitor: true } : {}) };
    const stored = profile === undefined ? undefined : (await call.profiles.load()).get(profile);
    return stored?.tokenExpires === undefined ? who : { ...who, tokenExpires: stored.tokenExpires };
  });
}
