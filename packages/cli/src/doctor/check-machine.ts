import { stat } from "node:fs/promises";
import type { CallContext } from "../call-context.js";
import { shellQuote } from "../config/shell-quote.js";
import { openKeyring } from "../config/keyring.js";
import { networkOf } from "../network/network-of.js";
import type { Check } from "./check.js";

/** Checks what needs no server: node, files of the configuration, keyring, proxy. */
export async function* checkMachine(call: CallContext, nodeVersion: string): AsyncGenerator<Check> {
  yield checkNode(nodeVersion);
  yield await checkMode(call, "config-dir", call.profiles.dir, 0o700);
  yield await checkMode(call, "profiles", call.profiles.path, 0o600);
  yield await checkMode(call, "secrets", call.secretStore.path, 0o600);
  yield await checkKeyring(call);
  const { proxy } = networkOf(call);
  const servers = [proxy?.https, proxy?.http].filter((url) => url !== undefined).map(withoutLogin);
  yield {
    id: "proxy",
    status: "ok",
    message: servers.length === 0 ? "no proxy" : `proxy ${servers.join(", ")}`,
  };
}

function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  const fine = major > 20 || (major === 20 && minor >= 19);
  return fine
    ? { id: "node", status: "ok", message: `Node ${version}` }
    : {
        id: "node",
        status: "failed",
        message: `Node ${version} is too old.`,
        hint: "Node 20.19 or newer is needed.",
        code: "input/invalid",
      };
}

async function checkMode(call: CallContext, id: string, path: string, wanted: number): Promise<Check> {
  const facts = await stat(path).catch(() => undefined);
  if (facts === undefined) return { id, status: "ok", message: `${path} does not exist yet` };
  const mode = facts.mode & 0o777;
  if (call.platform === "win32" || (mode & 0o077) === 0) return { id, status: "ok", message: path };
  return {
    id,
    status: "failed",
    message: `Others can read ${path}.`,
    hint: `chmod ${wanted.toString(8)} ${shellQuote(path)}`,
    code: "config/unsafe-permissions",
  };
}

async function checkKeyring(call: CallContext): Promise<Check> {
  const place = `secrets go to ${call.secretStore.path} (mode 0600)`;
  const keyring = await openKeyring(call.env);
  if (keyring === undefined) return { id: "keyring", status: "ok", message: `not used; ${place}` };
  try {
    await keyring.get("scanferry-doctor");
    return { id: "keyring", status: "ok", message: "the keyring of the operating system answers" };
  } catch {
    return { id: "keyring", status: "warning", message: `the keyring does not answer; ${place}` };
  }
}

/** A proxy's address may carry its user and password. */
function withoutLogin(address: string): string {
  if (!URL.canParse(address)) return "(not a URL)";
  const url = new URL(address);
  url.username = "";
  url.password = "";
  return url.href;
}
