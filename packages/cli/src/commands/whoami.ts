import { isAbort, isScanferryError, ScanferryError, toScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { isSpoken, knownKinds, type SpokenKind } from "../config/configured-kinds.js";
import { namedProfile } from "../config/profile-layer.js";
import { exit, exitCodeForFailures } from "../errors/exit-code.js";
import type { Who } from "../login/who.js";
import { hideSecretsInSentence } from "../log/hide-secrets.js";
import { safeText } from "../output/safe-text.js";

/** `scanferry whoami [KIND]`: asks the server, because a stored login may have been revoked there. */
export async function run(call: CallContext): Promise<number> {
  const kinds = await kindsOf(call);
  const [only] = kinds;
  if (only === undefined) {
    try {
      // --url and files say no kind, so Nextcloud is a guess.
      await printWho(call, "nextcloud");
    } catch (error) {
      if (!isScanferryError(error, "config/missing")) throw error;
      throw noLogin([...(await call.profiles.load()).keys()]);
    }
    return exit.done;
  }
  if (kinds.length === 1) {
    await printWho(call, only);
    return exit.done;
  }
  const codes: string[] = [];
  for (const kind of kinds) {
    try {
      await printWho(call, kind);
    } catch (error) {
      if (isAbort(error)) throw error;
      codes.push(await printFailure(call, kind, error));
    }
  }
  return exitCodeForFailures(codes);
}

async function printWho(call: CallContext, kind: SpokenKind): Promise<void> {
  const who = await ask[kind]({ ...call, prompter: undefined });
  const { url, username, from, tokenExpires, tokenAssumed } = who;
  await call.out.record(
    {
      type: "login",
      kind,
      url,
      username,
      from,
      ...(tokenExpires === undefined ? {} : { tokenExpires }),
      ...(tokenAssumed === undefined ? {} : { tokenAssumed }),
    },
    safeText(`${username} at ${url} (${kind}; ${howLoggedIn(who)})`),
  );
}

function howLoggedIn({ visitor, session, from, tokenExpires, tokenAssumed }: Who): string {
  if (visitor === true) return "as a visitor, without a login";
  const source = from.password ?? "a question";
  if (session === true) return `session from ${source}`;
  return tokenExpires === undefined
    ? `password from ${source}`
    : `login from ${source}, token until ${tokenAssumed === true ? "about " : ""}${tokenExpires}`;
}

/** One server that is down does not hide who is logged in at the others. */
async function printFailure(call: CallContext, kind: SpokenKind, error: unknown): Promise<string> {
  const { code, message, hint } = toScanferryError(error);
  const clean = (text: string): string => hideSecretsInSentence(text, call.secrets);
  await call.out.record(
    {
      type: "login",
      kind,
      status: "failed",
      error: { code, message: clean(message), ...(hint === undefined ? {} : { hint: clean(hint) }) },
    },
    safeText(clean(`failed: ${kind}: ${message}${hint === undefined ? "" : ` ${hint}`} [${code}]`)),
  );
  return code;
}

function noLogin(profiles: readonly string[]): ScanferryError {
  return new ScanferryError("config/missing", "No login is known.", {
    hint:
      profiles.length === 0
        ? "Run scanferry login nextcloud URL, scanferry login loris URL or scanferry login xnat URL."
        : `Name one with --profile: ${profiles.join(", ")}.`,
  });
}

/** How to ask each kind of server; loaded when it is needed. */
const ask: Readonly<Record<SpokenKind, (call: CallContext) => Promise<Who>>> = {
  nextcloud: async (call) => (await import("../login/who-at-nextcloud.js")).whoAtNextcloud(call),
  xnat: async (call) => (await import("../login/who-at-xnat.js")).whoAtXnat(call),
  loris: async (call) => (await import("../login/who-at-loris.js")).whoAtLoris(call),
};

async function kindsOf(call: CallContext): Promise<readonly SpokenKind[]> {
  const name = namedProfile(call);
  const stored = name === undefined ? undefined : (await call.profiles.load()).get(name)?.kind;
  const kind = call.args[0] ?? stored;
  if (kind === undefined) return knownKinds(call);
  if (isSpoken(kind)) return [kind];
  throw new ScanferryError("input/invalid", `Logins for ${kind} are not in this version.`);
}
