import type { CallContext } from "../call-context.js";
import { loginForServer } from "../config/login-for-server.js";
import { askPassword, askUser } from "../config/resolve-login.js";
import type { LoginToStore } from "../config/store-login.js";
import { acceptXnatLogin } from "../xnat/accept-xnat-login.js";
import { isGuest } from "../xnat/resolve-xnat-login.js";
import { withProvider } from "../xnat/with-provider.js";

/**
 * Logs in to an XNAT by user and password, or by alias and secret of a token that was made on its web page, as people
 * with single sign-on have to. What is stored is a token of this program's own.
 */
export async function logInXnat(call: CallContext, url: string): Promise<LoginToStore> {
  const known = await loginForServer("xnat", call, url);
  const username = withProvider(call, known.username ?? (await askUser(url, call)));
  if (isGuest(username)) return acceptXnatLogin(call, { url, username: "guest" });
  const password = known.password ?? (await askPassword(url, username, call, ""));
  return acceptXnatLogin(call, { url, username, password });
}
