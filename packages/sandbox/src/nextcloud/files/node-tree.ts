import { randomBytes } from "node:crypto";
import type { Blob } from "./blob-store.js";

/** A file of the look-alike. */
export interface FileNode {
  readonly kind: "file";
  readonly id: number;
  name: string;
  parent: FolderNode | undefined;
  etag: string;
  /** Seconds since 1970. */
  mtime: number;
  uploadTime: number;
  creationTime: number;
  blob: Blob;
  /** As the client sent it in OC-Checksum, or as a PATCH computed it. */
  checksum: string | undefined;
}

/** A folder of the look-alike. */
export interface FolderNode {
  readonly kind: "folder";
  readonly id: number;
  name: string;
  parent: FolderNode | undefined;
  etag: string;
  mtime: number;
  readonly children: Map<string, TreeNode>;
}

export type TreeNode = FileNode | FolderNode;

/** A file's ETag: 32 random hex digits, never a hash of the content. */
export function fileEtag(): string {
  return randomBytes(16).toString("hex");
}

/** A folder's ETag has the shape of PHP's uniqid(). */
export function folderEtag(): string {
  return randomBytes(7).toString("hex").slice(0, 13);
}

/** Total size of what lies in a node. */
export function nodeSize(node: TreeNode): number {
  if (node.kind === "file") return node.blob.sizeBytes;
  let size = 0;
  for (const child of node.children.values()) size += nodeSize(child);
  return size;
}

/** `/MRI-share/sub-01.zip`, relative to the user's root; `undefined` for what is not below `root`. */
export function nodePath(node: TreeNode, root: FolderNode): string | undefined {
  const names: string[] = [];
  let current: TreeNode | undefined = node;
  while (current !== undefined && current !== root) {
    names.unshift(current.name);
    current = current.parent;
  }
  return current === undefined ? undefined : `/${names.join("/")}`;
}

/** The node at a path of decoded names, or the first name that is not there with the path of its parent. */
export function findNode(
  root: FolderNode,
  names: readonly string[],
): { readonly node: TreeNode } | { readonly missing: string; readonly below: string } {
  let node: TreeNode = root;
  let below = "";
  for (const name of names) {
    const child: TreeNode | undefined = node.kind === "folder" ? node.children.get(name) : undefined;
    if (child === undefined) return { missing: name, below: below === "" ? "/" : below };
    below = `${below}/${name}`;
    node = child;
  }
  return { node };
}

/** A change shows in the ETag and time of every folder above it. */
export function touchParents(node: TreeNode, seconds: number): void {
  const etag = folderEtag();
  for (let folder = node.parent; folder !== undefined; folder = folder.parent) {
    folder.etag = etag;
    folder.mtime = seconds;
  }
}

/** All nodes below and including one, depth first. */
export function* walkNodes(node: TreeNode): Generator<TreeNode> {
  yield node;
  if (node.kind === "folder") for (const child of node.children.values()) yield* walkNodes(child);
}
