import { createHash, randomUUID } from "node:crypto";
import { davError } from "../http/dav-errors.js";
import { davRequest } from "../http/dav-request.js";
import type { NextcloudContext } from "../client/context.js";
import { filesUrl, uploadsUrl } from "../webdav/dav-paths.js";
import { readMultistatus } from "../webdav/multistatus.js";
import type { CallOptions } from "../webdav/stat.js";

/** How a file is cut into chunks. */
export interface Cut {
  readonly chunkBytes: number;
  readonly totalBytes: number | undefined;
}

/**
 * The name of the folder that holds an upload's chunks. For named content and the same cut it is always the same, so
 * that an interrupted upload is found again. The cut belongs to it, because a chunk is known by number and length alone,
 * and another cut may have one of the same length that holds other bytes.
 */
export function uploadFolderId(path: string, contentId: string | undefined, cut: Cut): string {
  if (contentId === undefined) return `scanferry-${randomUUID()}`;
  return `${uploadFolderPrefix(path, contentId)}${String(cut.chunkBytes)}-${String(cut.totalBytes ?? "unknown")}`;
}

/**
 * What the names of all folders of one upload begin with, whatever the cut; a digest, because paths may hold a
 * participant's label and these names are seen by administrators.
 */
export function uploadFolderPrefix(path: string, contentId: string): string {
  const digest = createHash("sha256").update(`${path}\0${contentId}`).digest("hex").slice(0, 40);
  return `scanferry-${digest}-`;
}

/** The absolute address of the finished file, as the v2 protocol wants it in `Destination` of every request. */
export function destinationUrl(ctx: NextcloudContext, path: string): string {
  return `${ctx.baseUrl}/${filesUrl(ctx.userId, path)}`;
}

/** Makes the folder for the chunks; gives `false` when an earlier upload left it. */
export async function makeUploadFolder(
  ctx: NextcloudContext,
  id: string,
  path: string,
  options: CallOptions,
): Promise<boolean> {
  const response = await davRequest(ctx, "MKCOL", uploadsUrl(ctx.userId, id), {
    headers: { Destination: destinationUrl(ctx, path) },
    accept: [201, 405],
    retries: ctx.retries,
    subject: path,
    signal: options.signal,
  });
  return response.status === 201;
}

/** The chunks that lie on the server: name → bytes. `.file` (their sum) is left out. */
export async function listUploadFolder(
  ctx: NextcloudContext,
  id: string,
  options: CallOptions,
): Promise<Map<string, number> | undefined> {
  const response = await davRequest(ctx, "PROPFIND", uploadsUrl(ctx.userId, id), {
    headers: { Depth: "1", "Content-Type": "application/xml; charset=utf-8" },
    body: '<?xml version="1.0"?><d:propfind xmlns:d="DAV:"><d:prop><d:getcontentlength/></d:prop></d:propfind>',
    accept: [207, 404],
    signal: options.signal,
  });
  if (response.status === 404) return undefined;
  const chunks = new Map<string, number>();
  for (const { path, props } of await readMultistatus(response.text)) {
    const name = path.split("/").at(-1) ?? "";
    const length = Number(props["getcontentlength"] ?? Number.NaN);
    if (name !== "" && name !== ".file" && !Number.isNaN(length)) chunks.set(name, length);
  }
  return chunks;
}

/** Removes the folder with all its chunks; a missing one is fine. */
export async function removeUploadFolder(
  ctx: NextcloudContext,
  id: string,
  name?: string,
  options: CallOptions & { retries?: number; timeoutMs?: number } = {},
): Promise<void> {
  const { retries, timeoutMs, signal } = options;
  const response = await davRequest(ctx, "DELETE", uploadsUrl(ctx.userId, id, name), {
    accept: [204, 404, 423],
    ...(retries === undefined ? {} : { retries }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    signal,
  });
  if (response.status === 423) throw davError(423, response.text);
}
