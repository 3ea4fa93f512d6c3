import type { CallContext } from "../call-context.js";
import { loginForServer } from "../config/login-for-server.js";
import { askPassword, askUser } from "../config/resolve-login.js";
import type { LoginToStore } from "../config/store-login.js";
import { acceptLorisLogin } from "../loris/connect.js";

/**
 * Logs in to a LORIS, which knows no other login than a user and a password: from flags, environment or the file of
 * `--credentials`, else asked at the terminal.
 */
export async function logInLoris(call: CallContext, url: string): Promise<LoginToStore> {
  const known = await loginForServer("loris", call, url);
  const username = known.username ?? (await askUser(url, call));
  const password = known.password ?? (await askPassword(url, username, call, ""));
  call.secrets.add(password);
  return acceptLorisLogin(call, { url, username, password });
}
