import type { NextcloudContext } from "../client/context.js";
import { remotePath } from "../http/encode-path.js";
import type { CallOptions } from "../webdav/stat.js";
import { removeUploadFolder, uploadFolderId } from "./upload-folder.js";

/** Removes the chunks that an interrupted upload of named content left on the server; nothing there is fine. */
export async function abandonUpload(
  ctx: NextcloudContext,
  request: { path: string; contentId: string },
  options: CallOptions = {},
): Promise<void> {
  await removeUploadFolder(
    ctx,
    uploadFolderId(remotePath(request.path), request.contentId),
    undefined,
    options,
  );
}
