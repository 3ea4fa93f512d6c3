import { mimeType } from "../files/mime-type.js";
import { nodePath, nodeSize } from "../files/node-tree.js";
import type { Cloud } from "../cloud.js";
import type { Share } from "./share.js";

/** A share as the API shows it, keys in the recorded order; `undefined` when its file is not there any more. */
export function shareRecord(
  cloud: Cloud,
  share: Share,
  base: string,
  mailSend = 0,
): Record<string, unknown> | undefined {
  const node = cloud.nodes.get(share.nodeId);
  const path = node === undefined ? undefined : nodePath(node, share.owner.root);
  if (node === undefined || path === undefined) return undefined;
  const { owner } = share;
  const folder = node.kind === "folder";
  const newer = cloud.version.itemFields;
  return {
    id: String(share.id),
    share_type: share.type,
    uid_owner: owner.id,
    displayname_owner: owner.displayName,
    permissions: share.permissions,
    can_edit: true,
    can_delete: true,
    stime: share.createdAt,
    parent: null,
    expiration: share.expireDate === undefined ? null : `${share.expireDate} 00:00:00`,
    token: share.token,
    uid_file_owner: owner.id,
    note: share.note,
    label: share.label,
    displayname_file_owner: owner.displayName,
    path,
    item_type: folder ? "folder" : "file",
    ...(newer ? { item_permissions: folder ? 31 : 27, "is-mount-root": false, "mount-type": "" } : {}),
    mimetype: folder ? "httpd/unix-directory" : mimeType(node.name),
    has_preview: false,
    storage_id: `home::${owner.id}`,
    storage: owner.storageId,
    item_source: node.id,
    file_source: node.id,
    file_parent: node.parent?.id ?? 0,
    file_target: share.type === 4 && newer ? null : `/${node.name}`,
    ...(newer ? { item_size: nodeSize(node), item_mtime: node.mtime } : {}),
    ...passwordFields(cloud, share, base),
    mail_send: mailSend,
    hide_download: share.hideDownload ? 1 : 0,
    attributes: share.attributes ?? null,
  };
}

function passwordFields(cloud: Cloud, share: Share, base: string): Record<string, unknown> {
  const hash = share.passwordHash ?? null;
  if (share.type === 4)
    return {
      share_with: share.shareWith,
      // 32.0.1 answers the clear password of a mail share, 27.0.2 its hash (both recorded).
      password: cloud.version.clearMailPassword ? (share.clearPassword ?? null) : hash,
      password_expiration_time: null,
      send_password_by_talk: false,
      share_with_displayname: share.shareWith,
    };
  return {
    share_with: hash,
    share_with_displayname: "(Shared link)",
    password: hash,
    send_password_by_talk: false,
    url: `${base}/s/${share.token}`,
  };
}
