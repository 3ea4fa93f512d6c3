import { randomInt } from "node:crypto";
import type { FolderNode, TreeNode } from "./files/node-tree.js";
import type { Blob } from "./files/blob-store.js";
import type { SandboxUserOptions } from "./nextcloud-options.js";

/** One piece of a chunked upload. */
export interface UploadChunk {
  readonly name: string;
  readonly etag: string;
  mtime: number;
  blob: Blob;
}

/** A chunked upload that is not assembled yet. */
export interface UploadFolder {
  readonly id: string;
  mtime: number;
  readonly chunks: Map<string, UploadChunk>;
}

/** Something in the trashbin. */
export interface TrashItem {
  /** `NAME.d1795220183` */
  readonly key: string;
  readonly node: TreeNode;
  readonly originalPath: string;
  /** Seconds since 1970. */
  readonly deletedAt: number;
}

/** An app password: its name is the User-Agent that asked for it. */
export interface AppPassword {
  readonly secret: string;
  readonly name: string;
}

/** One account with all that belongs to it. */
export interface Account {
  readonly id: string;
  readonly password: string;
  readonly displayName: string;
  readonly email: string;
  timeZone: string;
  quotaBytes: number | undefined;
  sharingExcluded: boolean;
  linksExcluded: boolean;
  readonly firstLogin: number;
  lastLogin: number;
  readonly root: FolderNode;
  readonly storageId: number;
  readonly trash: Map<string, TrashItem>;
  readonly uploads: Map<string, UploadFolder>;
  readonly appPasswords: AppPassword[];
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A random word of letters and digits, the material of all of Nextcloud's tokens. */
export function randomToken(length: number, alphabet = LETTERS): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)] ?? "").join("");
}

/** A fresh account. */
export function newAccount(
  options: SandboxUserOptions,
  root: FolderNode,
  storageId: number,
  seconds: number,
): Account {
  return {
    id: options.username,
    password: options.password,
    displayName: options.displayName ?? options.username,
    email: options.email ?? `${options.username}@example.org`,
    timeZone: options.timeZone ?? "UTC",
    quotaBytes: options.quotaBytes,
    sharingExcluded: options.sharingExcluded ?? false,
    linksExcluded: options.linksExcluded ?? false,
    firstLogin: seconds,
    lastLogin: seconds,
    root,
    storageId,
    trash: new Map(),
    uploads: new Map(),
    appPasswords: [],
  };
}
