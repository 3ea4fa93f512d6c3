import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { checkServerUrl } from "./check-server-url.js";
import { credentialsLayer } from "./credentials-layer.js";
import { environmentLayers, flagLayer } from "./login-layers.js";
import { mergeLayers, type MergedLogin } from "./merge-layers.js";
import { netrcLayer } from "./netrc-layer.js";
import type { Credentials } from "./parse-credentials.js";
import { warnOfPlainHttp } from "./plain-http.js";
import { profileLayer } from "./profile-layer.js";
import type { ServiceKind } from "./service-kind.js";

/** A complete login. */
export interface Login {
  url: string;
  username: string;
  password: string;
  /** Where each part came from; for `-v` and `whoami`. */
  from: MergedLogin["from"];
  /** The further settings of a credentials file, where one was read. */
  settings: Credentials;
}

/**
 * Finds the login for a kind of server. Order: flag, `SCANFERRY_*`, the service's variables, named profile,
 * `--credentials` file, default profile, netrc, question at the terminal.
 *
 * @throws {@link ScanferryError} `config/missing` without an address · `auth/required` without user or password
 */
export async function resolveLogin(kind: ServiceKind, call: CallContext): Promise<Login> {
  const { server, merged, settings } = await gatherLogin(kind, call);
  const username = merged.username ?? (await askUser(server, call));
  const password = merged.password ?? (await askPassword(server, username, call));
  call.secrets.add(password);
  return { url: server, username, password, from: merged.from, settings };
}

/** What is known of a login before anybody is asked; only the address is asked for. */
export interface GatheredLogin {
  server: string;
  merged: MergedLogin;
  settings: Credentials;
}

/** Puts together what flags, environment, files and profiles know of a login. */
export async function gatherLogin(kind: ServiceKind, call: CallContext): Promise<GatheredLogin> {
  const named = [flagLayer(call.options, call.passwordStdin), ...environmentLayers(kind, call.env)];
  const file = await credentialsLayer(call);
  const knownUrl = [...named, file?.layer].find((layer) => layer?.url !== undefined)?.url;
  const profile = await profileLayer(kind, call, knownUrl);
  // A profile that nobody named is a guess; a file that was named is none.
  const stored = profile?.explicit === true ? [profile, file?.layer] : [file?.layer, profile];
  const merged = await mergeLayers([...named, ...stored].filter((layer) => layer !== undefined));
  const server = checkServerUrl((merged.url ??= await askUrl(kind, call)));
  warnOfPlainHttp(call, server);
  if (merged.username === undefined || (merged.password ?? merged.token) === undefined) {
    // netrc is opened only when it is needed: a file that others can read would stop the run.
    const netrc = await netrcLayer(server, call);
    if (netrc !== undefined) await mergeLayers([netrc], merged);
  }
  for (const warning of merged.warnings) call.logger.log("warn", warning);
  call.logger.log("debug", "login", { server, from: merged.from });
  return { server, merged, settings: settingsOf(file, merged, call) };
}

/** The folder and the days of a file belong to its account; they are not carried over to another one. */
function settingsOf(
  file: Awaited<ReturnType<typeof credentialsLayer>>,
  { from }: MergedLogin,
  call: CallContext,
): Credentials {
  if (file === undefined) return {};
  const { source } = file.layer;
  if (from.url === source || from.username === source || from.password === source) return file.credentials;
  call.logger.log(
    "warn",
    `The file of --credentials is not used: the login comes from ${from.password ?? "you"}.`,
  );
  return {};
}

async function askUrl(kind: ServiceKind, call: CallContext): Promise<string> {
  if (call.prompter === undefined) {
    throw new ScanferryError("config/missing", `No ${kind} server is named.`, {
      hint: `Run scanferry login ${kind} URL once, or give --url or --credentials FILE.`,
    });
  }
  return call.prompter.ask(`Address of the ${kind} server`, { check: complaintAbout(checkServerUrl) });
}

/** Asks for the user's name, in a terminal. */
export async function askUser(server: string, call: CallContext): Promise<string> {
  if (call.prompter === undefined) throw loginMissing("user", server);
  return call.prompter.ask(`User name at ${server}`, {
    check: (text) => (text === "" ? "A user name is needed." : undefined),
  });
}

/** Asks for the password, in a terminal. */
export async function askPassword(
  server: string,
  username: string,
  call: CallContext,
  advice = " (an app password is best)",
): Promise<string> {
  if (call.prompter === undefined) throw loginMissing("password", server);
  const password = await call.prompter.secret(`Password of ${username} at ${server}${advice}`);
  if (password === "") throw loginMissing("password", server);
  return password;
}

function loginMissing(what: "user" | "password", server: string): ScanferryError {
  return new ScanferryError("auth/required", `No ${what} is known for ${server}.`, {
    hint: "Log in once with scanferry login, or give --username and --password-stdin, or --credentials FILE.",
  });
}

function complaintAbout(check: (text: string) => unknown): (text: string) => string | undefined {
  return (text) => {
    try {
      check(text);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : "This will not do.";
    }
  };
}
