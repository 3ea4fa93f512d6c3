import type { OcsContext } from "../ocs/ocs-context.js";
import { OcsError } from "../ocs/ocs-response.js";
import { isTrue } from "./create-share.js";
import { hashPassword } from "./password-hash.js";
import type { Share } from "./share.js";
import { shareAttributes } from "./share-attributes.js";
import { shareExpiry } from "./share-expiry.js";
import { checkSharePassword } from "./share-password.js";
import { sharePermissions } from "./share-permissions.js";
import { shareRecord } from "./share-record.js";

const FIELDS = [
  "permissions",
  "password",
  "expireDate",
  "note",
  "label",
  "hideDownload",
  "attributes",
  "sendPasswordByTalk",
  "publicUpload",
];

/** PUT shares/ID: an empty `password` removes it, an empty `expireDate` too. All or nothing. */
export function updateShare(context: OcsContext, share: Share): unknown {
  const { cloud, params } = context;
  const fields = cloud.version.newShareRoutes ? [...FIELDS, "token"] : FIELDS;
  if (!fields.some((field) => params.has(field)))
    throw new OcsError(400, "Wrong or no update parameter given");
  const changed: Share = { ...share };
  const token = params.get("token");
  if (token !== undefined && cloud.version.newShareRoutes) changed.token = customToken(context, token);
  const expireDate = params.get("expireDate");
  if (expireDate === "") Object.assign(changed, { expireDate: undefined, expiresAtMs: undefined });
  else if (expireDate !== undefined) Object.assign(changed, shareExpiry(cloud, share.owner, expireDate));
  const password = params.get("password");
  if (password !== undefined) {
    checkSharePassword(cloud, password, 400);
    changed.passwordHash = password === "" ? undefined : hashPassword(password);
    changed.clearPassword = share.type === 4 && password !== "" ? password : undefined;
  }
  const node = cloud.nodes.get(share.nodeId);
  const permissions = params.get("permissions");
  if (permissions !== undefined && node !== undefined)
    changed.permissions = sharePermissions(Number(permissions), node, cloud.version);
  changed.note = params.get("note") ?? share.note;
  changed.label = params.get("label") ?? share.label;
  if (params.has("hideDownload")) changed.hideDownload = isTrue(params.get("hideDownload"));
  if (params.has("attributes")) changed.attributes = shareAttributes(params.get("attributes"), cloud.version);
  Object.assign(share, changed);
  return shareRecord(cloud, share, cloud.baseUrl(context.exchange));
}

function customToken(context: OcsContext, token: string): string {
  const { cloud } = context;
  if (!cloud.settings.customTokens)
    throw new OcsError(403, "Custom share link tokens have been disabled by the administrator");
  if (!/^[A-Za-z0-9-]+$/.test(token))
    throw new OcsError(
      400,
      "Tokens must contain at least 1 character and may only contain letters, numbers, or a hyphen",
    );
  return token;
}
