import type { FileItem, Opened } from "@scanferry/transfer";
import { openFromHttp, withoutPage } from "@scanferry/transfer";
import type { XnatContext } from "../context.js";
import { filePath } from "./file-path.js";
import { isPageType, pageError, pageIn } from "./web-page.js";
import { xnatError } from "./xnat-error.js";

/** What is known of a file before it is opened. */
export interface KnownFile {
  /** As the server lists it: a web page of this length is the file itself. */
  readonly sizeBytes?: number | undefined;
  /** The project whose web page a 403 names. @default the one in the address */
  readonly project?: string | undefined;
}

/**
 * Makes the `open()` of one file: continued by Range and If-Range, asked by If-Modified-Since where the date of the local one is known
 * (both measured on 1.6.4).
 *
 * @param uri As the server lists it ({@link XnatFile.uri}).
 * @throws {@link ScanferryError} `data/unsafe-path` at once for an address elsewhere; `open()` throws `auth/*`, `remote/*`, `net/*`
 */
export function openXnatFile(ctx: XnatContext, uri: string, known: KnownFile = {}): FileItem["open"] {
  const path = filePath(uri, ctx.version.line);
  const { project, sizeBytes } = known;
  return async (request) => {
    let typedAsPage = false;
    const open = openFromHttp(ctx.http, path, {
      html: true,
      expectFrom: (headers) => {
        typedAsPage = isPageType(headers);
        return undefined;
      },
      mapStatus: (status, headers, text) =>
        xnatError(ctx, { status, headers }, text, { path, subject: uri, project }),
    });
    const opened = await open(request);
    if (opened.status !== "full" || mayBePageItself(opened, { uri, sizeBytes, typedAsPage })) return opened;
    // A page in the place of a file is an error.
    const body = await withoutPage(opened.body, (text) => pageError(pageIn(text) ?? "other", 200));
    return { ...opened, body };
  };
}

/**
 * Whether a page is the file that was asked for. XNAT sends files with their date and types them by their ending; what portals and proxies put in their place is
 * typed as a page, and has another length.
 */
function mayBePageItself(
  { lastModified, sizeBytes }: Exclude<Opened, { status: "unchanged" }>,
  listed: { uri: string; sizeBytes: number | undefined; typedAsPage: boolean },
): boolean {
  if (lastModified === undefined) return false;
  if (sizeBytes !== undefined && listed.sizeBytes !== undefined) return sizeBytes === listed.sizeBytes;
  return !listed.typedAsPage || /\.x?html?$/i.test(listed.uri);
}
