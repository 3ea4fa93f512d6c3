import { type FolderNode, findNode, type TreeNode } from "../files/node-tree.js";
import type { OcsContext } from "../ocs/ocs-context.js";
import { OcsError } from "../ocs/ocs-response.js";
import { splitPath } from "../../server/split-path.js";
import { hashPassword } from "./password-hash.js";
import { shareAttributes } from "./share-attributes.js";
import { shareExpiry } from "./share-expiry.js";
import { checkSharePassword } from "./share-password.js";
import { sharePermissions } from "./share-permissions.js";
import { shareRecord } from "./share-record.js";

/** POST shares: never idempotent, a second call makes a second link. */
export function createShare(context: OcsContext): unknown {
  const { cloud, account, params } = context;
  const path = params.get("path");
  if (path === undefined) throw new OcsError(404, "Please specify a file or folder path");
  const node = sharedNode(account.root, path);
  const type = shareType(params.get("shareType"));
  if (account.sharingExcluded)
    throw new OcsError(
      403,
      cloud.version.key === "32" ? "Failed to create share." : "Sharing is disabled for you",
    );
  if (!cloud.settings.linksEnabled || account.linksExcluded)
    throw new OcsError(404, "Public link sharing is disabled by the administrator");
  const expiry = shareExpiry(cloud, account, params.get("expireDate"));
  const password = params.get("password");
  checkSharePassword(cloud, password);
  const protectedBy = password === undefined || password === "" ? undefined : password;
  const asked = Number(params.get("permissions") ?? "NaN");
  const share = cloud.shares.add({
    type,
    owner: account,
    nodeId: node.id,
    permissions: sharePermissions(Number.isNaN(asked) ? undefined : asked, node, cloud.version),
    ...expiry,
    passwordHash: protectedBy === undefined ? undefined : hashPassword(protectedBy),
    clearPassword: type === 4 ? protectedBy : undefined,
    label: params.get("label") ?? "",
    note: params.get("note") ?? "",
    hideDownload: isTrue(params.get("hideDownload")),
    attributes: shareAttributes(params.get("attributes"), cloud.version),
    shareWith: type === 4 ? (params.get("shareWith") ?? "") : undefined,
    createdAt: cloud.clock.seconds(),
    limit: undefined,
  });
  return shareRecord(cloud, share, cloud.baseUrl(context.exchange), mailSend(context, type));
}

/** The node of a path, with or without its leading slash. @throws OcsError 404 */
export function sharedNode(root: FolderNode, path: string): TreeNode {
  const names = splitPath(path.split("/").map(encodeURIComponent).join("/")) ?? [];
  const found = findNode(root, names);
  if (!("node" in found)) throw new OcsError(404, "Wrong path, file/folder does not exist");
  return found.node;
}

function shareType(text: string | undefined): 3 | 4 {
  const type = Number(text ?? "-1");
  if (type !== 3 && type !== 4) throw new OcsError(400, "Unknown share type");
  return type;
}

/** PHP's idea of a true parameter. */
export function isTrue(text: string | undefined): boolean {
  return text === "true" || text === "1" || text === "on" || text === "yes";
}

/** 32 takes `sendMail` into account, 27 says 1 for links whatever was sent (both recorded). */
function mailSend(context: OcsContext, type: 3 | 4): number {
  if (type === 4) return 0;
  const declined = context.params.get("sendMail") === "false";
  return declined && context.cloud.version.key === "32" ? 0 : 1;
}
