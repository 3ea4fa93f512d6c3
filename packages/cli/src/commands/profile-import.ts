import { basename } from "node:path";
import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { checkServerUrl } from "../config/check-server-url.js";
import { confirmReplacement } from "../config/confirm-replacement.js";
import { parseCredentials, type Credentials } from "../config/parse-credentials.js";
import { parseNetrc } from "../config/parse-netrc.js";
import { refusePlaceholder } from "../config/placeholders.js";
import { warnOfPlainHttp } from "../config/plain-http.js";
import { readSecretFile } from "../config/read-secret-file.js";
import { isServiceKind, type ServiceKind } from "../config/service-kind.js";
import type { LoginToStore } from "../config/store-login.js";
import { serverRoot } from "../config/server-root.js";
import { exit } from "../errors/exit-code.js";
import { storeInPlace } from "../login/store-in-place.js";

/** `scanferry profile import FILE`: the file stays as it is. */
export async function run(call: CallContext): Promise<number> {
  const path = call.args[0] ?? "";
  const text = await readSecretFile(path, call.secretFiles);
  const credentials = readLogin(call, text);
  const { username, password } = credentials;
  if (username === undefined || password === undefined) {
    throw new ScanferryError(
      "input/invalid",
      "The file holds no complete login: a user and a password are needed.",
      { subject: path },
    );
  }
  refusePlaceholder("username", username);
  refusePlaceholder("password", password);
  call.secrets.add(password);
  const address = call.options.text("url") ?? credentials.url;
  if (address === undefined) {
    throw new ScanferryError("config/missing", "The file does not say which server it is for.", {
      hint: "Add --url URL.",
    });
  }
  const kind = kindOf(call, path, text);
  const given = checkServerUrl(address);
  const url = kind === "xnat" ? serverRoot(given) : given;
  const name = call.options.text("profile") ?? kind;
  await confirmReplacement(call, name, { kind, url });
  if (kind !== "nextcloud") warnOfPlainHttp(call, url);
  const dryRun = call.options.flag("dryRun");
  if (!dryRun) await storeInPlace(call, name, await loginOf(call, { kind, url, username, password }));
  await call.out.record(
    { type: "profile", id: name, kind, url, username, status: dryRun ? "planned" : "done" },
    `${name}  ${kind}  ${username}  ${url}`,
  );
  return exit.done;
}

/** A netrc file holds the logins of many servers, so the server has to be named. */
function readLogin(call: CallContext, text: string): Credentials {
  const url = call.options.text("url");
  if (!/^\s*(?:machine|default)\s/m.test(text)) return parseCredentials(text);
  if (url === undefined) {
    throw new ScanferryError("config/missing", "A netrc file holds the logins of several servers.", {
      hint: "Say which one is meant with --url URL.",
    });
  }
  return parseNetrc(text, new URL(checkServerUrl(url)).hostname) ?? {};
}

/**
 * The password of a LORIS is stored in a keyring only, that of an XNAT nowhere: what is stored in its place is a token,
 * and that comes from the server.
 */
async function loginOf(
  call: CallContext,
  { kind, ...login }: { kind: ServiceKind; url: string; username: string; password: string },
): Promise<LoginToStore> {
  if (kind === "loris") return (await import("../loris/connect.js")).acceptLorisLogin(call, login);
  if (kind === "xnat") return (await import("../xnat/accept-xnat-login.js")).acceptXnatLogin(call, login);
  return { kind, ...login };
}

/** The sharing script's file names its kind of server, by `nextcloud_baseurl`; those of XNAT's tools by their own name. */
function kindOf(call: CallContext, path: string, text: string): ServiceKind {
  const named =
    call.options.text("kind") ??
    (text.includes("nextcloud_baseurl") ? "nextcloud" : undefined) ??
    (/^\.xnat/i.test(basename(path)) ? "xnat" : undefined);
  if (isServiceKind(named)) return named;
  throw new ScanferryError("input/invalid", "The file does not say which kind of server it is for.", {
    hint: "Add --kind nextcloud, --kind xnat or --kind loris.",
  });
}
