import type { Account } from "../accounts.js";
import type { Cloud } from "../cloud.js";
import { mimeType } from "../files/mime-type.js";
import { nodeSize, type TreeNode } from "../files/node-tree.js";
import { encodeHref, xmlText } from "./xml.js";

/** Something that PROPFIND can describe. */
export interface DavResource {
  /** Encoded, with a slash at the end for folders. */
  readonly href: string;
  /** Whole XML elements by prefixed name, in the order of "all properties". */
  readonly properties: ReadonlyMap<string, () => string | undefined>;
  /** How many of them "all properties" means. */
  readonly allprop: number;
  readonly children: () => Iterable<DavResource>;
}

/** An element with text. */
export function element(name: string, text: string): string {
  return `<${name}>${xmlText(text)}</${name}>`;
}

export const COLLECTION = "<d:resourcetype><d:collection/></d:resourcetype>";

/** A file's or folder's description. */
export function nodeResource(cloud: Cloud, account: Account, node: TreeNode, path: string): DavResource {
  const folder = node.kind === "folder";
  const slash = folder && !path.endsWith("/") ? "/" : "";
  const modified = (): string => element("d:getlastmodified", new Date(node.mtime * 1000).toUTCString());
  const etag = (): string => element("d:getetag", `"${node.etag}"`);
  const first: [string, () => string | undefined][] =
    node.kind === "folder"
      ? [
          ["d:getlastmodified", modified],
          ["d:resourcetype", () => COLLECTION],
          ["d:quota-used-bytes", () => element("d:quota-used-bytes", String(usedIn(cloud, account, node)))],
          [
            "d:quota-available-bytes",
            () => element("d:quota-available-bytes", String(cloud.freeBytes(account))),
          ],
          ["d:getetag", etag],
        ]
      : [
          ["d:getlastmodified", modified],
          ["d:getcontentlength", () => element("d:getcontentlength", String(node.blob.sizeBytes))],
          ["d:resourcetype", () => "<d:resourcetype/>"],
          ["d:getetag", etag],
          ["d:getcontenttype", () => element("d:getcontenttype", mimeType(node.name))],
        ];
  return {
    href: encodeHref(path) + slash,
    allprop: first.length,
    properties: new Map([...first, ...ownProperties(cloud, account, node)]),
    *children() {
      if (node.kind !== "folder") return;
      const names = [...node.children.keys()].sort();
      for (const name of names) {
        const child = node.children.get(name);
        if (child !== undefined)
          yield nodeResource(cloud, account, child, `${path}${path.endsWith("/") ? "" : "/"}${name}`);
      }
    },
  };
}

/** The user's root counts the trashbin too; a folder counts what lies in it. */
function usedIn(cloud: Cloud, account: Account, node: TreeNode): number {
  return node === account.root ? cloud.usedBytes(account) : nodeSize(node);
}

function ownProperties(cloud: Cloud, account: Account, node: TreeNode): [string, () => string | undefined][] {
  const file = node.kind === "file" ? node : undefined;
  return [
    ["d:displayname", () => element("d:displayname", node.name === "" ? account.id : node.name)],
    ["oc:id", () => element("oc:id", cloud.ocId(node))],
    ["oc:fileid", () => element("oc:fileid", String(node.id))],
    ["oc:size", () => element("oc:size", String(nodeSize(node)))],
    ["oc:permissions", () => element("oc:permissions", file === undefined ? "RGDNVCK" : "RGDNVW")],
    ["oc:share-types", () => shareTypes(cloud, node)],
    ["oc:owner-id", () => element("oc:owner-id", account.id)],
    ["oc:owner-display-name", () => element("oc:owner-display-name", account.displayName)],
    ["oc:favorite", () => element("oc:favorite", "0")],
    ["oc:checksums", () => checksums(file?.checksum)],
    ["oc:downloadURL", () => (file === undefined ? undefined : "<oc:downloadURL></oc:downloadURL>")],
    ["nc:share-attributes", () => element("nc:share-attributes", "[]")],
    ["nc:upload_time", () => element("nc:upload_time", String(file?.uploadTime ?? 0))],
    ["nc:creation_time", () => element("nc:creation_time", String(file?.creationTime ?? 0))],
    ["nc:has-preview", () => element("nc:has-preview", "false")],
    // 27 does not know nc:hidden: it comes back among the properties not found.
    ["nc:hidden", () => (cloud.version.nameRules ? element("nc:hidden", "false") : undefined)],
  ];
}

/** One element with all types in it, separated by blanks, as the client stored them. */
function checksums(stored: string | undefined): string | undefined {
  return stored === undefined ? undefined : `<oc:checksums>${element("oc:checksum", stored)}</oc:checksums>`;
}

function shareTypes(cloud: Cloud, node: TreeNode): string {
  const types = new Set(cloud.shares.ofNode(node.id).map((share) => share.type));
  return types.size === 0
    ? "<oc:share-types/>"
    : `<oc:share-types>${[...types].map((type) => element("oc:share-type", String(type))).join("")}</oc:share-types>`;
}
