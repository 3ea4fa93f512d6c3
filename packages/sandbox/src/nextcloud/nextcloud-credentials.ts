import { type Account, randomToken } from "./accounts.js";

/** What a client needs to log in. */
export interface NextcloudCredentials {
  readonly username: string;
  /** Login password. */
  readonly password: string;
  readonly appPassword: string;
}

/** Login and app password of an account; the app password is made when there is none. */
export function credentialsOf(account: Account, appPassword?: string): NextcloudCredentials {
  const secret = appPassword ?? account.appPasswords[0]?.secret ?? randomToken(72);
  if (!account.appPasswords.some((one) => one.secret === secret))
    account.appPasswords.push({ secret, name: "sandbox" });
  return { username: account.id, password: account.password, appPassword: secret };
}
