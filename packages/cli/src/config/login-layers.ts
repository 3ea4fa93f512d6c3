import type { OptionReader } from "../options/option-reader.js";
import type { Environment } from "./config-dir.js";
import { sessionText } from "../xnat/xnat-auth.js";
import { serviceVariables, type ServiceKind } from "./service-kind.js";

/** One place that may know the server, the user or the password; earlier layers win. */
export interface LoginLayer {
  /** For messages: "--url", "NEXTCLOUD_*", "profile cloud", … */
  source: string;
  url?: string | undefined;
  username?: string | undefined;
  /** Fetched only when no layer before has one, because a keyring may have to be unlocked. */
  password?: (() => Promise<string | undefined>) | undefined;
  /** Stands in the password's place where only a token is kept, for as long as the server takes it. */
  token?: (() => Promise<string | undefined>) | undefined;
  /** When the token ended, where it has. */
  tokenEnded?: Date | undefined;
  /** The name of the profile that this layer is. */
  profile?: string;
  /** Named by the user in this very call, so it is used even for a server other than its own. */
  explicit: boolean;
}

/** The layer of the flags; the password comes from standard input and from nowhere else. */
export function flagLayer(options: OptionReader, passwordStdin: () => Promise<string>): LoginLayer {
  return {
    source: "flags",
    url: options.text("url"),
    username: options.text("username") ?? options.text("user"),
    password: options.flag("passwordStdin") ? passwordStdin : undefined,
    explicit: true,
  };
}

/** The layers of the environment: ours first, then the service's own variables. */
export function environmentLayers(kind: ServiceKind, env: Environment): LoginLayer[] {
  const own = serviceVariables[kind];
  const layers = [
    layer("SCANFERRY_*", env, {
      url: "SCANFERRY_URL",
      username: "SCANFERRY_USERNAME",
      password: "SCANFERRY_PASSWORD",
    }),
    layer(`${own.url.split("_")[0] ?? ""}_*`, env, own),
  ];
  return kind === "xnat" ? [...layers, xnatpyLayer(env)] : layers;
}

/**
 * What xnatpy's commands read: a session that `xnat login` has left in the shell (of which user, it does not say), or
 * user and password. It is of use to its own server alone, and whoever has it is logged in there.
 */
function xnatpyLayer(env: Environment): LoginLayer {
  const read = (name: string): string => env[`XNATPY_${name}`] ?? "";
  const [url, session, username, password] = [read("HOST"), read("JSESSION"), read("USER"), read("PASS")];
  const source = "XNATPY_*";
  if (url === "") return { source, explicit: false };
  if (session !== "")
    return { source, url, token: () => Promise.resolve(sessionText(session)), explicit: false };
  return {
    source,
    url,
    ...(username === "" ? {} : { username }),
    ...(password === "" ? {} : { password: () => Promise.resolve(password) }),
    explicit: false,
  };
}

function layer(
  source: string,
  env: Environment,
  names: { url: string; username: string; password: string },
): LoginLayer {
  const read = (name: string): string | undefined => (env[name] === "" ? undefined : env[name]);
  const password = read(names.password);
  return {
    source,
    url: read(names.url),
    username: read(names.username),
    password: password === undefined ? undefined : () => Promise.resolve(password),
    explicit: true,
  };
}
