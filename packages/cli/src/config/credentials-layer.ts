import type { CallContext } from "../call-context.js";
import type { LoginLayer } from "./login-layers.js";
import { parseCredentials, type Credentials } from "./parse-credentials.js";
import { refusePlaceholder } from "./placeholders.js";
import { readSecretFile } from "./read-secret-file.js";

/** Reads the file of `--credentials` (or `SCANFERRY_CREDENTIALS`), where one is named. */
export async function credentialsLayer(
  call: CallContext,
): Promise<{ layer: LoginLayer; credentials: Credentials } | undefined> {
  const path = call.options.text("credentials") ?? call.env["SCANFERRY_CREDENTIALS"];
  if (path === undefined || path === "") return undefined;
  const credentials = parseCredentials(await readSecretFile(path, call.secretFiles));
  if (credentials.username !== undefined) refusePlaceholder("username", credentials.username);
  if (credentials.password !== undefined) {
    refusePlaceholder("password", credentials.password);
    call.secrets.add(credentials.password);
  }
  if (credentials.includeMricron === true) {
    call.logger.log(
      "warn",
      "include_mricron is not followed: no viewer comes with this program. Put one into every zip with --add mricron.exe",
    );
  }
  const password = credentials.password;
  return {
    credentials,
    layer: {
      source: "--credentials",
      url: credentials.url,
      username: credentials.username,
      password: password === undefined ? undefined : () => Promise.resolve(password),
      explicit: true,
    },
  };
}
