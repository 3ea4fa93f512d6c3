import { randomToken } from "../accounts.js";
import type { OcsContext } from "./ocs-context.js";
import { OcsError } from "./ocs-response.js";

/** GET cloud/user: the true user id, whatever spelling the login used. */
export function currentUser({ cloud, account }: OcsContext): unknown {
  const used = cloud.usedBytes(account);
  const free = cloud.freeBytes(account);
  const total = account.quotaBytes ?? -3;
  return {
    enabled: true,
    id: account.id,
    firstLoginTimestamp: account.firstLogin,
    lastLoginTimestamp: account.lastLogin,
    lastLogin: account.lastLogin * 1000,
    backend: "Database",
    subadmin: [],
    quota: {
      free,
      used,
      total,
      relative: total > 0 ? Math.round((used / total) * 10_000) / 100 : 0,
      quota: account.quotaBytes ?? -3,
    },
    manager: "",
    avatarScope: "v2-federated",
    email: account.email,
    emailScope: "v2-federated",
    additional_mail: [],
    additional_mailScope: [],
    displayname: account.displayName,
    "display-name": account.displayName,
    displaynameScope: "v2-federated",
    phone: "",
    phoneScope: "v2-local",
    address: "",
    addressScope: "v2-local",
    website: "",
    websiteScope: "v2-local",
    twitter: "",
    twitterScope: "v2-local",
    groups: [],
    language: "en",
    locale: "",
    timezone: account.timeZone,
    notify_email: null,
    backendCapabilities: { setDisplayName: true, setPassword: true },
  };
}

/** GET core/getapppassword: turns a login password into an app password. */
export function getAppPassword(context: OcsContext): unknown {
  if (context.appPassword !== undefined)
    throw new OcsError(403, "You cannot request an new apppassword with an apppassword");
  const secret = randomToken(72);
  const name = context.exchange.header("user-agent") ?? "unknown";
  context.account.appPasswords.push({ secret, name });
  return { apppassword: secret };
}

/** DELETE core/apppassword: revokes the one that is being used. */
export function deleteAppPassword(context: OcsContext): unknown {
  const index = context.account.appPasswords.findIndex((one) => one.secret === context.appPassword);
  if (index < 0) throw new OcsError(403, "no app password in use");
  context.account.appPasswords.splice(index, 1);
  return [];
}
