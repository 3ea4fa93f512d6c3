import type { SandboxClock } from "../server/clock.js";
import type { Exchange } from "../server/exchange.js";
import { type Account, newAccount, type TrashItem } from "./accounts.js";
import { RateLimiter } from "./auth/rate-limiter.js";
import { Throttle } from "./auth/throttle.js";
import type { BlobStore } from "./files/blob-store.js";
import { LockTable } from "./files/lock-table.js";
import {
  type FileNode,
  type FolderNode,
  folderEtag,
  nodeSize,
  type TreeNode,
  walkNodes,
} from "./files/node-tree.js";
import type { NextcloudSettings, SandboxUserOptions } from "./nextcloud-options.js";
import type { PendingLogin } from "./login/pending-login.js";
import { SessionTable } from "./login/session-table.js";
import { ShareTable } from "./shares/share-table.js";
import type { NextcloudVersion } from "./version.js";

/** Everything one look-alike Nextcloud remembers; routes get it as their first argument. */
export class Cloud {
  readonly accounts = new Map<string, Account>();
  readonly nodes = new Map<number, TreeNode>();
  readonly locks = new LockTable();
  readonly shares: ShareTable;
  readonly throttle: Throttle;
  readonly rates: RateLimiter;
  readonly sessions = new SessionTable();
  readonly logins: PendingLogin[] = [];
  #nextNode = 80;
  #nextStorage = 6;

  constructor(
    readonly version: NextcloudVersion,
    readonly settings: NextcloudSettings,
    readonly clock: SandboxClock,
    readonly blobs: BlobStore,
  ) {
    const nowMs = (): number => clock.now();
    this.shares = new ShareTable(nowMs);
    this.rates = new RateLimiter(nowMs);
    this.throttle = new Throttle(nowMs, () => settings.bruteForce);
  }

  /** Opens an account. */
  addAccount(options: SandboxUserOptions): Account {
    const root = this.newFolder("", undefined);
    const account = newAccount(options, root, this.#nextStorage++, this.clock.seconds());
    this.accounts.set(account.id, account);
    return account;
  }

  /** The account of a login name: its id, the id in other letters, or the e-mail address. */
  accountOfLogin(name: string): Account | undefined {
    const exact = this.accounts.get(name);
    if (exact !== undefined) return exact;
    const wanted = name.toLowerCase();
    for (const account of this.accounts.values())
      if (account.id.toLowerCase() === wanted || account.email.toLowerCase() === wanted) return account;
    return undefined;
  }

  /** The account that a DAV path names. */
  accountOfPath(name: string): Account | undefined {
    const account = this.accountOfLogin(name);
    if (this.version.looseNames || account?.id.toLowerCase() === name.toLowerCase()) return account;
    return undefined;
  }

  /** `http://HOST` as it stands in links: the Host header, unless an administrator fixed it. */
  baseUrl(exchange: Exchange): string {
    return `http://${this.settings.overwriteHost ?? exchange.host}`;
  }

  /** A new folder in `parent`. */
  newFolder(name: string, parent: FolderNode | undefined): FolderNode {
    const folder: FolderNode = {
      kind: "folder",
      id: this.#nextNode++,
      name,
      parent,
      etag: folderEtag(),
      mtime: this.clock.seconds(),
      children: new Map(),
    };
    this.nodes.set(folder.id, folder);
    parent?.children.set(name, folder);
    return folder;
  }

  /** A new file in `parent`. */
  newFile(name: string, parent: FolderNode, values: Pick<FileNode, "blob" | "etag">): FileNode {
    const seconds = this.clock.seconds();
    const file: FileNode = {
      kind: "file",
      id: this.#nextNode++,
      name,
      parent,
      mtime: seconds,
      uploadTime: seconds,
      creationTime: 0,
      checksum: undefined,
      ...values,
    };
    this.nodes.set(file.id, file);
    parent.children.set(name, file);
    return file;
  }

  /** `00000104ocsandbox032`: file id, padded, and the instance's id. */
  ocId(node: TreeNode): string {
    return `${String(node.id).padStart(8, "0")}${this.version.instanceId}`;
  }

  /** Bytes that count against the quota; what lies in the trashbin still does. */
  usedBytes(account: Account): number {
    let used = nodeSize(account.root);
    for (const item of account.trash.values()) used += nodeSize(item.node);
    return used;
  }

  /** Bytes that still fit, -3 for no quota (free disk space is not computed). */
  freeBytes(account: Account): number {
    return account.quotaBytes === undefined ? -3 : Math.max(0, account.quotaBytes - this.usedBytes(account));
  }

  /** Moves a node out of its folder into the trashbin; its links are dead from then on. */
  toTrash(account: Account, node: TreeNode, originalPath: string): TrashItem {
    node.parent?.children.delete(node.name);
    node.parent = undefined;
    const deletedAt = this.clock.seconds();
    let key = `${node.name}.d${String(deletedAt)}`;
    while (account.trash.has(key))
      key = key.replace(/\.d(\d+)$/, (_, n: string) => `.d${String(Number(n) + 1)}`);
    const item: TrashItem = { key, node, originalPath, deletedAt };
    account.trash.set(key, item);
    return item;
  }

  /** Deletes a node for good, with its bytes and share rows. */
  async destroy(node: TreeNode): Promise<void> {
    node.parent?.children.delete(node.name);
    for (const one of [...walkNodes(node)]) {
      this.nodes.delete(one.id);
      this.shares.removeNode(one.id);
      if (one.kind === "file") await this.blobs.remove(one.blob);
    }
  }
}
