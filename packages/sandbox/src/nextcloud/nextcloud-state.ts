import type { Account } from "./accounts.js";
import type { Cloud } from "./cloud.js";
import { fileEtag, findNode, type FolderNode } from "./files/node-tree.js";
import { grantLogin } from "./login/grant-login.js";
import type { NextcloudSettings, SandboxUserOptions } from "./nextcloud-options.js";
import { credentialsOf, type NextcloudCredentials } from "./nextcloud-credentials.js";
import { fileViews, type SandboxFile, type SandboxShare, shareView } from "./nextcloud-views.js";
import { splitPath } from "../server/split-path.js";

/** Inspects and alters the look-alike from a test, past its HTTP interface. */
export class NextcloudState {
  readonly #cloud: Cloud;
  readonly #first: Account;

  constructor(cloud: Cloud, first: Account) {
    this.#cloud = cloud;
    this.#first = first;
  }

  /** The administrator's settings; assigning to them takes effect with the next request. */
  get settings(): NextcloudSettings {
    return this.#cloud.settings;
  }

  /** All files of a user. */
  files(username?: string): SandboxFile[] {
    return [...fileViews(this.#account(username))];
  }

  /** One file's bytes; for small files. */
  async readFile(path: string, username?: string): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.openFile(path, username)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  /** One file's bytes as a stream. */
  openFile(path: string, username?: string): AsyncIterable<Uint8Array> {
    const found = findNode(this.#account(username).root, splitPath(encoded(path)) ?? []);
    if (!("node" in found) || found.node.kind !== "file") throw new Error(`no such file: ${path}`);
    return this.#cloud.blobs.read(found.node.blob);
  }

  /** Puts a file there, making its folders; one that is there is overwritten and keeps its id. */
  async putFile(path: string, data: string | Uint8Array, username?: string): Promise<void> {
    const names = splitPath(encoded(path)) ?? [];
    let folder: FolderNode = this.#account(username).root;
    for (const name of names.slice(0, -1)) {
      const child = folder.children.get(name);
      folder = child?.kind === "folder" ? child : this.#cloud.newFolder(name, folder);
    }
    const writer = await this.#cloud.blobs.writer([]);
    await writer.write(Buffer.from(data));
    const blob = await writer.finish();
    const name = names.at(-1) ?? "";
    const current = folder.children.get(name);
    if (current?.kind === "file") Object.assign(current, { blob, etag: fileEtag() });
    else this.#cloud.newFile(name, folder, { blob, etag: fileEtag() });
  }

  /** Changes one byte of a stored file behind everyone's back. */
  async corruptFile(path: string, username?: string): Promise<void> {
    const data = await this.readFile(path, username);
    const middle = Math.floor(data.length / 2);
    data[middle] = (data[middle] ?? 0) ^ 1;
    await this.putFile(path, data, username);
  }

  /** All shares that are alive, those of files in the trashbin left out. */
  shares(): SandboxShare[] {
    return this.#cloud.shares.all().flatMap((share) => shareView(this.#cloud, share) ?? []);
  }

  /** Deletes a share as someone else would in the web interface. */
  removeShare(id: number): void {
    const share = this.#cloud.shares.byId(id);
    if (share !== undefined) this.#cloud.shares.remove(share);
  }

  /** Keys of what lies in the trashbin. */
  trash(username?: string): string[] {
    return [...this.#account(username).trash.keys()];
  }

  /** Chunked uploads that are not assembled yet, with the chunks they have. */
  uploads(username?: string): { id: string; chunks: { name: string; sizeBytes: number }[] }[] {
    return [...this.#account(username).uploads.values()].map((upload) => ({
      id: upload.id,
      chunks: [...upload.chunks.values()].map((chunk) => ({
        name: chunk.name,
        sizeBytes: chunk.blob.sizeBytes,
      })),
    }));
  }

  /** Nextcloud's background job: deletes uploads whose pieces are all older than a day. */
  async cleanUploads(): Promise<void> {
    const oldest = this.#cloud.clock.seconds() - 86_400;
    for (const account of this.#cloud.accounts.values())
      for (const upload of [...account.uploads.values()]) {
        if ([...upload.chunks.values()].some((chunk) => chunk.mtime > oldest)) continue;
        if (upload.mtime > oldest) continue;
        account.uploads.delete(upload.id);
        for (const chunk of upload.chunks.values()) await this.#cloud.blobs.remove(chunk.blob);
      }
  }

  /** Sets a user's quota; `undefined` lifts it. */
  setQuota(bytes: number | undefined, username?: string): void {
    this.#account(username).quotaBytes = bytes;
  }

  /** Bytes that count against the quota, trashbin included. */
  usedBytes(username?: string): number {
    return this.#cloud.usedBytes(this.#account(username));
  }

  /** Puts a user into a group that may not share, or may not make links. */
  exclude(options: { readonly sharing?: boolean; readonly links?: boolean }, username?: string): void {
    const account = this.#account(username);
    account.sharingExcluded = options.sharing ?? account.sharingExcluded;
    account.linksExcluded = options.links ?? account.linksExcluded;
  }

  /** Sets a user's time zone, an IANA name. */
  setTimeZone(timeZone: string, username?: string): void {
    this.#account(username).timeZone = timeZone;
  }

  /** Opens one more account. */
  addUser(options: SandboxUserOptions): NextcloudCredentials {
    return credentialsOf(this.#cloud.addAccount(options));
  }

  /** Names of a user's app passwords; the secrets stay inside. */
  appPasswordNames(username?: string): string[] {
    return this.#account(username).appPasswords.map((one) => one.name);
  }

  /** Grants a login flow v2 as the user would in a browser; the newest one that is pending when no URL is given. */
  grantLogin(loginUrl?: string, username?: string): boolean {
    const token =
      loginUrl === undefined
        ? this.#cloud.logins.findLast((one) => one.granted === undefined)?.loginToken
        : loginUrl.split("/").at(-1);
    return token !== undefined && grantLogin(this.#cloud, this.#account(username), token);
  }

  /** Locks a file as another client would; call what comes back to free it. */
  lock(path: string, username?: string): () => void {
    const unlock = this.#cloud.locks.exclusive(`${this.#account(username).id}:${path}`);
    if (unlock === undefined) throw new Error(`${path} is locked already`);
    return unlock;
  }

  /** How many paths are locked. */
  get lockCount(): number {
    return this.#cloud.locks.size;
  }

  /** Forgets wrong passwords and the calls that count against rate limits. */
  resetLimits(): void {
    this.#cloud.throttle.reset();
    this.#cloud.rates.reset();
  }

  #account(username: string | undefined): Account {
    if (username === undefined) return this.#first;
    const account = this.#cloud.accounts.get(username);
    if (account === undefined) throw new Error(`no such user: ${username}`);
    return account;
  }
}

function encoded(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
