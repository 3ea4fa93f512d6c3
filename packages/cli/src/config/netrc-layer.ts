import { join } from "node:path";
import { isScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { homeOf } from "./config-dir.js";
import type { LoginLayer } from "./login-layers.js";
import { parseNetrc } from "./parse-netrc.js";
import { readSecretFile } from "./read-secret-file.js";

/** Looks the server's host up in the netrc file: `NETRC`, else `~/.netrc` (on Windows also `~/_netrc`). */
export async function netrcLayer(url: string, call: CallContext): Promise<LoginLayer | undefined> {
  const host = hostOf(url);
  if (host === undefined) return undefined;
  for (const path of candidates(call)) {
    let text: string;
    try {
      text = await readSecretFile(path, call.secretFiles);
    } catch (error) {
      if (isScanferryError(error, "local/not-found")) continue;
      throw error;
    }
    const entry = parseNetrc(text, host);
    if (entry === undefined) return undefined;
    const { username, password } = entry;
    return {
      source: "netrc",
      url,
      username,
      password: password === undefined ? undefined : () => Promise.resolve(password),
      explicit: false,
    };
  }
  return undefined;
}

function candidates(call: CallContext): string[] {
  const named = call.env["NETRC"];
  if (named !== undefined && named !== "") return [named];
  const home = homeOf(call.env);
  return [join(home, ".netrc"), ...(call.platform === "win32" ? [join(home, "_netrc")] : [])];
}

function hostOf(url: string): string | undefined {
  try {
    return new URL(url.includes("://") ? url : `https://${url}`).hostname;
  } catch {
    return undefined;
  }
}
