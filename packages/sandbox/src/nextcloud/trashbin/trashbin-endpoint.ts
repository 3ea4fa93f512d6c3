import { type Answer, emptyAnswer } from "../../server/answer.js";
import type { TrashItem } from "../accounts.js";
import type { DavContext } from "../dav/dav-context.js";
import { notFound, notImplemented } from "../dav/dav-error.js";
import { davHeaders } from "../dav/dav-headers.js";
import { COLLECTION, type DavResource, element } from "../dav/dav-resource.js";
import { propfind } from "../dav/propfind.js";
import { encodeHref } from "../dav/xml.js";
import { mimeType } from "../files/mime-type.js";
import { nodeSize } from "../files/node-tree.js";

/** `/remote.php/dav/trashbin/USER/trash`: list, empty, delete one for good. */
export async function trashbinEndpoint(context: DavContext): Promise<Answer> {
  const { exchange, account, names, cloud } = context;
  const [folder, key] = names;
  if (folder !== "trash") throw notFound("/", folder ?? "");
  const item = key === undefined ? undefined : account.trash.get(key);
  if (key !== undefined && item === undefined) throw notFound("/trash", key);
  if (exchange.method === "PROPFIND")
    return propfind(
      exchange,
      item === undefined ? trashResource(context) : itemResource(context, item),
      davHeaders(cloud.version),
    );
  if (exchange.method !== "DELETE") throw notImplemented(exchange.method);
  for (const doomed of item === undefined ? [...account.trash.values()] : [item]) {
    account.trash.delete(doomed.key);
    await cloud.destroy(doomed.node);
  }
  return emptyAnswer(204);
}

function trashResource(context: DavContext): DavResource {
  return {
    href: `${encodeHref(`${context.base}/trash`)}/`,
    allprop: 1,
    properties: new Map([["d:resourcetype", () => COLLECTION]]),
    children: () => [...context.account.trash.values()].map((item) => itemResource(context, item)),
  };
}

function itemResource(context: DavContext, item: TrashItem): DavResource {
  const { node, deletedAt } = item;
  const file = node.kind === "file";
  const size = String(nodeSize(node));
  // 32 answers an empty ETag, 27 the time of the deletion.
  const etag = context.cloud.version.key === "32" ? "" : String(deletedAt);
  const allprop: [string, () => string][] = [
    ["d:getlastmodified", () => element("d:getlastmodified", new Date(node.mtime * 1000).toUTCString())],
    ...(file
      ? [["d:getcontentlength", () => element("d:getcontentlength", size)] as [string, () => string]]
      : []),
    ["d:resourcetype", () => (file ? "<d:resourcetype/>" : COLLECTION)],
    ["d:getetag", () => element("d:getetag", etag)],
    ...(file
      ? [
          ["d:getcontenttype", () => element("d:getcontenttype", mimeType(node.name))] as [
            string,
            () => string,
          ],
        ]
      : []),
  ];
  return {
    href: encodeHref(`${context.base}/trash/${item.key}`) + (file ? "" : "/"),
    allprop: allprop.length,
    properties: new Map([
      ...allprop,
      ["oc:size", () => element("oc:size", size)],
      ["oc:fileid", () => element("oc:fileid", String(node.id))],
      ["nc:trashbin-filename", () => element("nc:trashbin-filename", node.name)],
      ["nc:trashbin-original-location", () => element("nc:trashbin-original-location", item.originalPath)],
      ["nc:trashbin-deletion-time", () => element("nc:trashbin-deletion-time", String(deletedAt))],
    ]),
    children: () => [],
  };
}
