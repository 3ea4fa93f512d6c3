import type { Exchange } from "../../server/exchange.js";
import type { Account } from "../accounts.js";
import type { Cloud } from "../cloud.js";

/** Who is asking, or why that is not known. */
export type Login =
  | { readonly account: Account; readonly appPassword: string | undefined }
  | { readonly refused: "missing" | "wrong" | "throttled" };

/** User and password of a Basic Authorization header. */
export function basicCredentials(
  exchange: Exchange,
): { readonly user: string; readonly password: string } | undefined {
  const value = exchange.header("authorization") ?? "";
  const match = /^basic\s+(\S+)$/i.exec(value);
  if (match?.[1] === undefined) return undefined;
  const text = Buffer.from(match[1], "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 0
    ? { user: text, password: "" }
    : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** Checks the Basic login of a request: login password, or one of the user's app passwords. */
export function authenticate(cloud: Cloud, exchange: Exchange): Login {
  const given = basicCredentials(exchange);
  if (given === undefined) return { refused: "missing" };
  const address = exchange.remoteAddress;
  if (cloud.throttle.blocked(address, "login")) return { refused: "throttled" };
  const account = cloud.accountOfLogin(given.user);
  const app = account?.appPasswords.find((one) => one.secret === given.password);
  // 27 compares the login name of an app password letter by letter (recorded: RESEARCHER is 401 there, 207 on 32).
  const appAllowed = app !== undefined && (cloud.version.looseNames || account?.id === given.user);
  if (account === undefined || !(appAllowed || account.password === given.password)) {
    cloud.throttle.failed(address, "login", given.user);
    return { refused: "wrong" };
  }
  cloud.throttle.succeeded(address, "login", given.user);
  account.lastLogin = cloud.clock.seconds();
  return { account, appPassword: appAllowed ? app.secret : undefined };
}
