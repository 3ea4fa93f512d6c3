import type { FileItem, Opened } from "@scanferry/transfer";
import { isScanferryError, openFromHttp, withoutPage } from "@scanferry/transfer";
import type { XnatContext } from "../context.js";
import { filePaths } from "./file-path.js";
import { pageError, pageIn } from "./web-page.js";
import { xnatError } from "./xnat-error.js";

/**
 * Makes the `open()` of one file: continued by Range and If-Range, asked by If-Modified-Since where the date of the local one is known
 * (both measured on 1.6.4). The server's spelling of the name is tried first, the other one once on 404.
 *
 * @param uri As the server lists it ({@link XnatFile.uri}).
 * @throws {@link ScanferryError} `data/unsafe-path` at once for an address elsewhere; `open()` throws `auth/*`, `remote/*`, `net/*`
 */
export function openXnatFile(ctx: XnatContext, uri: string): FileItem["open"] {
  const opens = filePaths(uri, ctx.version.line).map((path) =>
    openFromHttp(ctx.http, path, {
      html: true,
      mapStatus: (status, headers, text) => xnatError(ctx, { status, headers }, text, { path, subject: uri }),
    }),
  );
  return async (request) => {
    for (const [index, open] of opens.entries()) {
      try {
        return await sniffed(await open(request), uri);
      } catch (error) {
        if (index + 1 >= opens.length || !isScanferryError(error, "remote/not-found")) throw error;
      }
    }
    throw new Error("A file without a path.");
  };
}

/** A page in the place of a file is an error; a file that is a page itself comes with a date. */
async function sniffed(opened: Opened, uri: string): Promise<Opened> {
  if (opened.status !== "full" || (/\.x?html?$/i.test(uri) && opened.lastModified !== undefined))
    return opened;
  const body = await withoutPage(opened.body, (text) => pageError(pageIn(text) ?? "other", 200));
  return { ...opened, body };
}
