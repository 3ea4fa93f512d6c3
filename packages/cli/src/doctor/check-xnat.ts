import type { XnatClient } from "@scanferry/xnat-client";
import type { CallContext } from "../call-context.js";
import { countOf } from "../output/count-of.js";
import { openXnat } from "../xnat/open-xnat.js";
import { resolveXnatLogin, type XnatLogin } from "../xnat/resolve-xnat-login.js";
import { checkPrearchive } from "./check-prearchive.js";
import type { Check } from "./check.js";

const toleratedSeconds = 120;

/** Checks the XNAT that a pull would use: reachable, login accepted, somebody known, something to see. */
export async function* checkXnat(call: CallContext): AsyncGenerator<Check> {
  const login = await resolveXnatLogin(call);
  // It looks and changes nothing: the token is not renewed.
  const xnat = await openXnat(login, call);
  try {
    yield {
      id: "xnat-login",
      status: "ok",
      message: `${xnat.user} at ${login.url}, XNAT ${xnat.version.text}`,
    };
    yield await checkProjects(xnat, call);
    yield* checkPrearchive(xnat, call);
    const minutes = Math.round(xnat.session.idleMs / 60_000);
    yield {
      id: "xnat-session",
      status: "ok",
      message: `a session ends after ${countOf(minutes, "minute")} without a request; long runs keep theirs alive`,
    };
    yield await checkClock(xnat, call);
    const token = await checkToken(login, call);
    if (token !== undefined) yield token;
  } finally {
    await xnat.close();
  }
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
    : { id: "xnat-projects", status: "ok", message: `the account sees ${countOf(projects, "project")}` };
}

/** The end of a token, and what --since means, are told by the server's clock. */
async function checkClock(xnat: XnatClient, call: CallContext): Promise<Check> {
  const before = call.now().getTime();
  const { headers } = await xnat.request("GET", "/data/auth", { signal: call.signal });
  const theirs = Date.parse(headers.get("date") ?? "");
  const id = "xnat-clock";
  if (Number.isNaN(theirs)) return { id, status: "ok", message: "the server does not tell its time" };
  // The header counts whole seconds.
  const seconds = Math.round((theirs + 500 - (before + call.now().getTime()) / 2) / 1000);
  const apart = countOf(Math.abs(seconds), "second");
  if (Math.abs(seconds) <= toleratedSeconds)
    return { id, status: "ok", message: `the clocks are ${apart} apart` };
  return {
    id,
    status: "warning",
    message: `The server's clock is ${apart} ${seconds > 0 ? "ahead of" : "behind"} this one.`,
    hint: "Tokens end earlier or later than is said here. Set this machine's clock, or tell the server's administrator.",
  };
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
