import type { NextcloudContext } from "../client/context.js";
import { davRequest } from "../http/dav-request.js";
import { remotePath } from "../http/encode-path.js";
import { uploadsUrl } from "../webdav/dav-paths.js";
import { readMultistatus } from "../webdav/multistatus.js";
import type { CallOptions } from "../webdav/stat.js";
import { removeUploadFolder, uploadFolderPrefix } from "./upload-folder.js";

/** Removes the chunks that interrupted uploads of named content left on the server; nothing there is fine. */
export async function abandonUpload(
  ctx: NextcloudContext,
  request: { path: string; contentId: string },
  options: CallOptions & { except?: string } = {},
): Promise<void> {
  const prefix = uploadFolderPrefix(remotePath(request.path), request.contentId);
  const { signal, except } = options;
  for (const id of await listUploads(ctx, { signal })) {
    if (id.startsWith(prefix) && id !== except) await removeUploadFolder(ctx, id, undefined, { signal });
  }
}

/** The names of all upload folders of the account. */
async function listUploads(ctx: NextcloudContext, options: CallOptions): Promise<string[]> {
  const response = await davRequest(ctx, "PROPFIND", uploadsUrl(ctx.userId), {
    headers: { Depth: "1", "Content-Type": "application/xml; charset=utf-8" },
    body: '<?xml version="1.0"?><d:propfind xmlns:d="DAV:"><d:prop><d:resourcetype/></d:prop></d:propfind>',
    accept: [207, 404],
    signal: options.signal,
  });
  if (response.status === 404) return [];
  const resources = await readMultistatus(response.text);
  return resources.map(({ path }) => path.replace(/\/+$/, "").split("/").at(-1) ?? "");
}
