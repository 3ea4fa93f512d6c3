import { type Account, randomToken } from "../accounts.js";
import type { Cloud } from "../cloud.js";

/** Grants a pending login flow: makes the app password that the next poll gets. `false` for an unknown token. */
export function grantLogin(cloud: Cloud, account: Account, loginToken: string): boolean {
  const login = cloud.logins.find((one) => one.loginToken === loginToken);
  if (login === undefined || login.granted !== undefined) return false;
  const appPassword = randomToken(72);
  account.appPasswords.push({ secret: appPassword, name: login.appName });
  login.granted = { account, appPassword };
  return true;
}
