import type { XnatClient } from "@scanferry/xnat-client";
import type { CallContext } from "../call-context.js";
import { openXnat } from "../xnat/open-xnat.js";
import { isGuest, resolveXnatLogin, type XnatLogin } from "../xnat/resolve-xnat-login.js";
import type { Check } from "./check.js";

/** Checks the XNAT that a pull would use: reachable, login accepted, somebody known, something to see. */
export async function* checkXnat(call: CallContext): AsyncGenerator<Check> {
  const login = await resolveXnatLogin(call);
  // It looks and changes nothing: the token is not renewed.
  const xnat = await openXnat(login, call);
  try {
    yield checkUser(xnat, login);
    yield await checkProjects(xnat, call);
    const token = await checkToken(login, call);
    if (token !== undefined) yield token;
  } finally {
    await xnat.close();
  }
}

function checkUser({ user, version }: XnatClient, { url, auth }: XnatLogin): Check {
  const message = `${user} at ${url}, XNAT ${version.text}`;
  // A server that is open to visitors answers lists to anybody, so that a list proves no login.
  if (!isGuest(user) || "anonymous" in auth) return { id: "xnat-login", status: "ok", message };
  return {
    id: "xnat-login",
    status: "failed",
    code: "auth/rejected",
    message: `${message}: the server takes us for a visitor, in spite of the login.`,
    hint: `Log in again: scanferry login xnat ${url}`,
  };
}

async function checkProjects(xnat: XnatClient, call: CallContext): Promise<Check> {
  let projects = 0;
  for await (const _ of xnat.projects({ signal: call.signal })) projects += 1;
  return projects === 0
    ? {
        id: "xnat-projects",
        status: "warning",
        message: "The account sees no project.",
        hint: "Ask for access on the server's web page: search the project there and choose Request Access.",
      }
    : { id: "xnat-projects", status: "ok", message: `${String(projects)} projects are seen` };
}

async function checkToken({ profile }: XnatLogin, call: CallContext): Promise<Check | undefined> {
  const stored = profile === undefined ? undefined : (await call.profiles.load()).get(profile);
  if (stored?.tokenExpires === undefined) return undefined;
  const guess = stored.tokenAssumed === true ? " (two days assumed: the server does not say)" : "";
  return {
    id: "xnat-token",
    status: "ok",
    message: `the stored token works until ${stored.tokenExpires}${guess}`,
  };
}
