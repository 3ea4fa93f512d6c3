import type { CallContext } from "../call-context.js";
import { withXnat } from "../xnat/connect.js";
import type { Who } from "./who.js";

/** Asks an XNAT who we are; a stored token is renewed by that, where it is time. */
export function whoAtXnat(call: CallContext): Promise<Who> {
  return withXnat(call, async ({ user }, { url, from, profile }) => {
    const stored = profile === undefined ? undefined : (await call.profiles.load()).get(profile);
    const expires = stored?.tokenExpires;
    return { url, username: user, from, ...(expires === undefined ? {} : { tokenExpires: expires }) };
  });
}
