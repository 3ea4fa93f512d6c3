import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { loginForServer } from "../config/login-for-server.js";
import { askPassword, askUser } from "../config/resolve-login.js";
import type { LoginToStore } from "../config/store-login.js";
import { acceptXnatLogin } from "../xnat/accept-xnat-login.js";
import { isGuest } from "../xnat/resolve-xnat-login.js";

/**
 * Logs in to an XNAT by user and password, or by alias and secret of a token that was made on its web page, as people
 * with single sign-on have to. What is stored is a token of this program's own.
 */
export async function logInXnat(call: CallContext, url: string): Promise<LoginToStore> {
  const known = await loginForServer("xnat", call, url);
  const username = withProvider(known.username ?? (await askUser(url, call)), call.options.text("provider"));
  if (isGuest(username)) return acceptXnatLogin(call, { url, username: "guest" });
  const password = known.password ?? (await askPassword(url, username, call, ""));
  return acceptXnatLogin(call, { url, username, password });
}

function withProvider(username: string, provider: string | undefined): string {
  if (provider === undefined || username.startsWith(`${provider}/`)) return username;
  if (!/^[^/]+$/.test(provider) || username.includes("/"))
    throw new ScanferryError("input/invalid", "The provider is named twice, or its name holds a slash.", {
      hint: "Give --provider ldap --username alice, or --username ldap/alice.",
    });
  return `${provider}/${username}`;
}
