import type { FileItem } from "@scanferry/transfer";
import type { XnatContext } from "../context.js";

/**
 * Makes the `open()` of one file: continued by Range and If-Range, asked by If-Modified-Since where the date of the local one is known
 * (both measured on 1.6.4). The server's spelling of the name is tried first, the other one once on 404.
 *
 * @param uri As the server lists it ({@link XnatFile.uri}).
 * @throws {@link ScanferryError} `data/unsafe-path` at once for an address elsewhere; `open()` throws `auth/*`, `remote/*`, `net/*`
 */
export function openXnatFile(ctx: XnatContext, uri: string): FileItem["open"] {
  throw new Error(`not built yet: ${String([ctx, uri])}`);
}
