import type { Account } from "./accounts.js";
import type { Cloud } from "./cloud.js";
import { nodePath, walkNodes } from "./files/node-tree.js";
import type { Share } from "./shares/share.js";

/** A file as the sandbox stores it. */
export interface SandboxFile {
  /** Below the user's root, with a leading slash. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly fileId: number;
  readonly etag: string;
  /** Seconds since 1970. */
  readonly mtime: number;
  /** As stored for `oc:checksums`. */
  readonly checksum: string | undefined;
}

/** A share as the sandbox stores it. */
export interface SandboxShare {
  readonly id: number;
  readonly type: 3 | 4;
  readonly owner: string;
  readonly token: string;
  readonly path: string;
  /** First day on which the link does not work any more, `YYYY-MM-DD`. */
  readonly expireDate: string | undefined;
  readonly expiresAtMs: number | undefined;
  readonly hasPassword: boolean;
  readonly label: string;
  readonly note: string;
  readonly permissions: number;
  readonly hideDownload: boolean;
}

/** All files below an account's root. */
export function* fileViews(account: Account): Generator<SandboxFile> {
  for (const node of walkNodes(account.root))
    if (node.kind === "file")
      yield {
        path: nodePath(node, account.root) ?? "",
        sizeBytes: node.blob.sizeBytes,
        fileId: node.id,
        etag: node.etag,
        mtime: node.mtime,
        checksum: node.checksum,
      };
}

/** A share; `undefined` while its file lies in the trashbin. */
export function shareView(cloud: Cloud, share: Share): SandboxShare | undefined {
  const node = cloud.nodes.get(share.nodeId);
  const path = node === undefined ? undefined : nodePath(node, share.owner.root);
  if (path === undefined) return undefined;
  return {
    id: share.id,
    type: share.type,
    owner: share.owner.id,
    token: share.token,
    path,
    expireDate: share.expireDate,
    expiresAtMs: share.expiresAtMs,
    hasPassword: share.passwordHash !== undefined,
    label: share.label,
    note: share.note,
    permissions: share.permissions,
    hideDownload: share.hideDownload,
  };
}
