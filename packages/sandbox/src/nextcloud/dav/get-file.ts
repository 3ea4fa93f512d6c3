import { type Answer, emptyAnswer, type HeaderPair, textAnswer } from "../../server/answer.js";
import type { Exchange } from "../../server/exchange.js";
import type { Account } from "../accounts.js";
import type { Cloud } from "../cloud.js";
import { mimeType } from "../files/mime-type.js";
import { type FileNode, nodePath } from "../files/node-tree.js";
import { matches } from "./check-preconditions.js";
import { lockKey } from "./dav-context.js";
import { DavError, locked } from "./dav-error.js";
import { encodeHref } from "./xml.js";

/** GET and HEAD of a file, by its owner or through a link: ranges, conditions, the checksum the uploader claimed. */
export function getFile(cloud: Cloud, exchange: Exchange, account: Account, file: FileNode): Answer {
  const path = nodePath(file, account.root) ?? "/";
  const release = cloud.locks.shared(lockKey(account, path));
  if (release === undefined) throw locked(path);
  try {
    return { ...fileAnswer(cloud, exchange, file), release };
  } catch (error) {
    release();
    throw error;
  }
}

function fileAnswer(cloud: Cloud, exchange: Exchange, file: FileNode): Answer {
  const head = exchange.method === "HEAD";
  const etag = `"${file.etag}"`;
  const noneMatch = exchange.header("if-none-match");
  if (noneMatch !== undefined && matches(noneMatch, file)) return emptyAnswer(304, [["ETag", etag]]);
  const size = file.blob.sizeBytes;
  const range = head ? undefined : requestedRange(exchange, file);
  const headers: HeaderPair[] = [
    ["Content-Type", mimeType(file.name)],
    ["Last-Modified", new Date(file.mtime * 1000).toUTCString()],
    ["ETag", etag],
    ...(range === undefined
      ? []
      : [["Content-Range", `bytes ${String(range.start)}-${String(range.end)}/${String(size)}`] as const]),
    ["OC-ETag", etag],
    ["Content-Disposition", disposition(file.name)],
    // HEAD runs the GET handlers too, so that this header comes twice (recorded on 32.0.1).
    ...checksumHeaders(file, head ? 2 : 1),
  ];
  if (head) {
    // nginx sends no length for the HEAD of an empty file (recorded).
    if (size > 0) headers.push(["Content-Length", String(size)]);
    return { status: 200, headers };
  }
  if (!file.blob.kept)
    return textAnswer(503, "text/plain", "The sandbox kept only the size and digests of this file.\n");
  const { start, end } = range ?? { start: 0, end: size - 1 };
  return {
    status: range === undefined ? 200 : 206,
    headers,
    bodyBytes: end - start + 1,
    body: cloud.blobs.read(file.blob, start, end),
  };
}

/** The first range asked for; none when If-Range names another state of the file. @throws DavError 416 */
export function requestedRange(
  exchange: Exchange,
  file: FileNode,
): { readonly start: number; readonly end: number } | undefined {
  const match = /^bytes=(\d*)-(\d*)/.exec(exchange.header("range") ?? "");
  if (match === null || (match[1] === "" && match[2] === "")) return undefined;
  const ifRange = exchange.header("if-range");
  if (ifRange !== undefined) {
    const same =
      ifRange.startsWith('"') || ifRange.startsWith("W/")
        ? matches(ifRange, file)
        : Date.parse(ifRange) >= file.mtime * 1000;
    if (!same) return undefined;
  }
  const size = file.blob.sizeBytes;
  const suffix = match[1] === "";
  const start = suffix ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = suffix || match[2] === "" ? size - 1 : Math.min(size - 1, Number(match[2]));
  if (start >= size || end < start)
    throw new DavError(
      416,
      "Sabre\\DAV\\Exception\\RequestedRangeNotSatisfiable",
      `The start offset (${String(start)}) exceeded the size of the entity (${String(size)})`,
    );
  return { start, end };
}

/** `attachment` with the name in both spellings. */
export function disposition(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]/g, "_").replaceAll('"', "'");
  return `attachment; filename*=UTF-8''${encodeHref(name)}; filename="${ascii}"`;
}

function checksumHeaders(file: FileNode, times: number): HeaderPair[] {
  const { checksum } = file;
  return checksum === undefined
    ? []
    : Array.from({ length: times }, (): HeaderPair => ["OC-Checksum", checksum]);
}
