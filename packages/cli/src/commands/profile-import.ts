import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { checkServerUrl } from "../config/check-server-url.js";
import { confirmReplacement } from "../config/confirm-replacement.js";
import { parseCredentials } from "../config/parse-credentials.js";
import { refusePlaceholder } from "../config/placeholders.js";
import { warnOfPlainHttp } from "../config/plain-http.js";
import { readSecretFile } from "../config/read-secret-file.js";
import { isServiceKind, type ServiceKind } from "../config/service-kind.js";
import { storeLogin, type LoginToStore } from "../config/store-login.js";
import { exit } from "../errors/exit-code.js";

/** `scanferry profile import FILE`: the file stays as it is. */
export async function run(call: CallContext): Promise<number> {
  const path = call.args[0] ?? "";
  const text = await readSecretFile(path, call.secretFiles);
  const credentials = parseCredentials(text);
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
  const kind = kindOf(call, text);
  const url = checkServerUrl(address);
  const name = call.options.text("profile") ?? kind;
  await confirmReplacement(call, name, { kind, url });
  if (kind === "loris") warnOfPlainHttp(call, url);
  const dryRun = call.options.flag("dryRun");
  if (!dryRun) await storeLogin(call, name, await loginOf(call, { kind, url, username, password }));
  await call.out.record(
    { type: "profile", id: name, kind, url, username, status: dryRun ? "planned" : "done" },
    `${name}  ${kind}  ${username}  ${url}`,
  );
  return exit.done;
}

/** The password of a LORIS is stored in a keyring only. Without one a token is, and that comes from the server. */
async function loginOf(call: CallContext, login: LoginToStore): Promise<LoginToStore> {
  if (login.kind !== "loris") return login;
  const { acceptLorisLogin } = await import("../loris/connect.js");
  return acceptLorisLogin(call, login);
}

/** Only the sharing script's file names its kind of server, by `nextcloud_baseurl`. */
function kindOf(call: CallContext, text: string): ServiceKind {
  const named = call.options.text("kind") ?? (text.includes("nextcloud_baseurl") ? "nextcloud" : undefined);
  if (isServiceKind(named)) return named;
  throw new ScanferryError("input/invalid", "The file does not say which kind of server it is for.", {
    hint: "Add --kind nextcloud, --kind xnat or --kind loris.",
  });
}
