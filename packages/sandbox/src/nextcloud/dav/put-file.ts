import { type Answer, emptyAnswer, type HeaderPair } from "../../server/answer.js";
import type { Exchange } from "../../server/exchange.js";
import type { Cloud } from "../cloud.js";
import type { Blob } from "../files/blob-store.js";
import { fileEtag, type FileNode, type FolderNode, touchParents } from "../files/node-tree.js";
import { checkName, failsAsPartFile } from "./check-name.js";
import { checkPreconditions } from "./check-preconditions.js";
import { checkQuota } from "./check-quota.js";
import { type DavContext, lockKey, userPath } from "./dav-context.js";
import { conflict, DavError, locked, notFound } from "./dav-error.js";

/** PUT of a whole file. */
export async function putFile(context: DavContext): Promise<Answer> {
  const { cloud, exchange, account, names } = context;
  const path = userPath(names);
  const name = names.at(-1);
  if (name === undefined) throw conflict("PUT is not allowed on non-files.");
  const parent = parentFolder(context);
  const existing = parent.children.get(name);
  if (existing?.kind === "folder") throw conflict("PUT is not allowed on non-files.");
  checkPreconditions(exchange, existing);
  checkName(cloud.version, cloud.settings, names);
  checkQuota(cloud, account, announcedTotal(exchange), quotaPath(cloud, path));
  const unlock = cloud.locks.exclusive(lockKey(account, path));
  if (unlock === undefined) throw locked(path);
  try {
    const blob = await receiveBlob(cloud, exchange, hashNames(exchange));
    if (failsAsPartFile(cloud.version, name)) {
      await cloud.blobs.remove(blob);
      throw partFileFailed(exchange);
    }
    const file = await storeBlob(cloud, parent, name, blob, exchange);
    return emptyAnswer(existing === undefined ? 201 : 204, [
      ...timeHeaders(cloud, exchange, file),
      ...hashHeaders(exchange, blob),
      ["OC-FileId", cloud.ocId(file)],
      ["ETag", `"${file.etag}"`],
      ["OC-ETag", `"${file.etag}"`],
    ]);
  } finally {
    unlock();
  }
}

/** The folder a PUT goes to. @throws DavError 404, not the 409 of the RFC */
function parentFolder(context: DavContext): FolderNode {
  const { cloud, exchange, account, names } = context;
  const create = cloud.version.autoMkcol && exchange.header("x-nc-webdav-auto-mkcol") === "1";
  let folder = account.root;
  for (const [index, name] of names.slice(0, -1).entries()) {
    const child = folder.children.get(name);
    if (child?.kind === "folder") folder = child;
    else if (child === undefined && create) {
      folder = cloud.newFolder(name, folder);
      touchParents(folder, cloud.clock.seconds());
    } else throw notFound(index === 0 ? "/" : userPath(names.slice(0, index)), name);
  }
  return folder;
}

/** What an upload needs: the larger of Content-Length and OC-Total-Length. */
export function announcedTotal(exchange: Exchange): number {
  const total = Number(exchange.header("oc-total-length") ?? "0");
  return Math.max(exchange.announcedBytes ?? 0, Number.isFinite(total) ? total : 0);
}

/** 27 shows `//q.bin` where 32 shows `/q.bin`. */
function quotaPath(cloud: Cloud, path: string): string {
  return cloud.version.key === "27" && path.lastIndexOf("/") === 0 ? `/${path}` : path;
}

/**
 * Streams a body to disk.
 *
 * @param keep - false for a body of which only size and digests may stay
 * @throws BodyCutError when the client leaves early; nothing is left behind (the real server answers 400 to nobody)
 */
export async function receiveBlob(
  cloud: Cloud,
  exchange: Exchange,
  hashes: readonly string[] = [],
  keep = cloud.blobs.keeps(exchange.announcedBytes ?? 0),
): Promise<Blob> {
  const writer = await cloud.blobs.writer(hashes, keep);
  try {
    for await (const chunk of exchange.body()) await writer.write(chunk);
    return await writer.finish();
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

/** Puts a blob under a name: a new file, or the next state of the one that is there (same id, so its links live on). */
export async function storeBlob(
  cloud: Cloud,
  parent: FolderNode,
  name: string,
  blob: Blob,
  exchange: Exchange,
): Promise<FileNode> {
  const etag = fileEtag();
  const seconds = cloud.clock.seconds();
  const current = parent.children.get(name);
  let file: FileNode;
  if (current?.kind === "file") {
    file = current;
    const old = file.blob;
    Object.assign(file, { blob, etag, mtime: seconds, uploadTime: seconds });
    await cloud.blobs.remove(old);
  } else file = cloud.newFile(name, parent, { blob, etag });
  // Stored as sent and never compared with the bytes; an overwrite without the header drops what was stored.
  file.checksum = exchange.header("oc-checksum");
  touchParents(file, seconds);
  return file;
}

/** X-OC-Mtime and X-OC-CTime. @throws DavError 500 for what is no number, although the file is stored by then */
export function timeHeaders(cloud: Cloud, exchange: Exchange, file: FileNode): HeaderPair[] {
  const headers: HeaderPair[] = [];
  for (const [sent, answered, field] of [
    ["x-oc-mtime", "X-OC-MTime", "mtime"],
    ["x-oc-ctime", "X-OC-CTime", "creationTime"],
  ] as const) {
    const value = exchange.header(sent);
    if (value === undefined) continue;
    if (!/^\s*[+-]?(\d+\.?\d*|\.\d+)\s*$/.test(value)) throw badTime(cloud, answered, value);
    file[field] = Math.floor(Number(value));
    headers.push([answered, "accepted"]);
  }
  return headers;
}

function badTime(cloud: Cloud, header: string, value: string): DavError {
  const text = cloud.version.nameRules
    ? `${header} header must be a valid integer (unix timestamp), got "${value}".`
    : `${header} header must be an integer (unix timestamp).`;
  return new DavError(500, "InvalidArgumentException", text);
}

/** Which digests the request wants computed. */
function hashNames(exchange: Exchange): string[] {
  const wanted = (exchange.header("x-hash") ?? "").toLowerCase();
  const known = ["sha256", "sha1", "md5"];
  return wanted === "all" ? known : known.filter((name) => name === wanted);
}

function hashHeaders(exchange: Exchange, blob: Blob): HeaderPair[] {
  return hashNames(exchange).map((name) => [`X-Hash-${name.toUpperCase()}`, blob.digests.get(name) ?? ""]);
}

function partFileFailed(exchange: Exchange): DavError {
  const expected = String(exchange.announcedBytes ?? 0);
  return new DavError(
    500,
    "Sabre\\DAV\\Exception",
    `Error while copying file to target location (copied: -1 bytes, expected filesize: ${expected} bytes)`,
  );
}
