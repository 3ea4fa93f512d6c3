import type { UploadChunk, UploadFolder } from "../accounts.js";
import type { DavContext } from "../dav/dav-context.js";
import { notFound } from "../dav/dav-error.js";
import { COLLECTION, type DavResource, element } from "../dav/dav-resource.js";
import { encodeHref } from "../dav/xml.js";
import { folderEtag } from "../files/node-tree.js";

/** All uploads of an account. */
export function uploadsRootResource(context: DavContext): DavResource {
  const { account } = context;
  const uploads = [...account.uploads.values()];
  const mtime = Math.max(0, account.firstLogin, ...uploads.map((upload) => upload.mtime));
  return folder(context.base, mtime, () => uploads.map((upload) => uploadResource(context, upload)));
}

/** One upload; `.file` stands for the sum of what has arrived. */
export function uploadResource(context: DavContext, upload: UploadFolder): DavResource {
  return folder(`${context.base}/${upload.id}`, upload.mtime, () =>
    [".file", ...[...upload.chunks.keys()].sort()].map((name) => chunkResource(context, upload, name)),
  );
}

/** One chunk. */
export function chunkResource(context: DavContext, upload: UploadFolder, name: string): DavResource {
  const chunk = name === ".file" ? whole(upload) : upload.chunks.get(name);
  if (chunk === undefined) throw notFound(`/${upload.id}`, name);
  return {
    href: encodeHref(`${context.base}/${upload.id}/${name}`),
    allprop: 4,
    properties: new Map([
      ["d:getlastmodified", () => modified(chunk.mtime)],
      ["d:getcontentlength", () => element("d:getcontentlength", String(chunk.blob.sizeBytes))],
      ["d:resourcetype", () => "<d:resourcetype/>"],
      ["d:getetag", () => element("d:getetag", `"${chunk.etag}"`)],
    ]),
    children: () => [],
  };
}

function whole(upload: UploadFolder): UploadChunk {
  const sizeBytes = [...upload.chunks.values()].reduce((sum, one) => sum + one.blob.sizeBytes, 0);
  return {
    name: ".file",
    etag: folderEtag(),
    mtime: upload.mtime,
    blob: { sizeBytes, parts: [], digests: new Map(), kept: true },
  };
}

function folder(path: string, mtime: number, children: () => Iterable<DavResource>): DavResource {
  return {
    href: `${encodeHref(path)}/`,
    allprop: 2,
    properties: new Map([
      ["d:getlastmodified", () => modified(mtime)],
      ["d:resourcetype", () => COLLECTION],
    ]),
    children,
  };
}

function modified(seconds: number): string {
  return element("d:getlastmodified", new Date(seconds * 1000).toUTCString());
}
