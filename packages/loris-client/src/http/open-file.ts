import { isScanferryError, openFromHttp } from "@scanferry/transfer";
import type { FileItem, Opened, OpenRequest } from "@scanferry/transfer";
import type { LorisContext } from "../context.js";
import { linkPath } from "./link-path.js";
import { lorisError } from "./loris-error.js";
import { noPage } from "./no-page.js";

/** How a file is asked for. */
interface OpenFileOptions {
  /** Whether the ETag of the local file is sent; only for files whose ETag means something. @default true */
  readonly conditional?: boolean;
}

/**
 * Makes the `open()` of a file that LORIS serves. It is always asked for whole: v28 ignores Range, and the legacy dialect honors it
 * for tiny files alone. An ETag is sent as it came, without quotes, or LORIS does not know it. The first bytes are looked at, because
 * the Content-Type says nothing (legacy: JSON is text/html) and an account with a second factor gets a page instead of the image.
 *
 * @param link A `Link` of an answer, or a path below `/api/VERSION` that is not encoded.
 * @throws {@link ScanferryError} `data/unsafe-path` at once for a link that leads elsewhere; `open()` throws `auth/*`, `remote/*`, `net/*`
 */
export function openFile(ctx: LorisContext, link: string, options: OpenFileOptions = {}): FileItem["open"] {
  const open = openFromHttp(ctx.http, linkPath(link), {
    html: true,
    mapStatus: (status, headers, text) =>
      lorisError(status, headers, text, { subject: link, now: ctx.now() }),
  });
  return async ({ signal, fromByte, knownEtag }) => {
    // With a part on the disk, `knownEtag` is the part's own, which would answer "unchanged" for a file that is not whole.
    const etag = options.conditional === false || fromByte > 0 ? undefined : knownEtag;
    const whole: OpenRequest = { fromByte: 0, signal };
    if (etag === undefined) return sniffed(await open(whole));
    try {
      return await sniffed(await open({ ...whole, knownEtag: etag }));
    } catch (error) {
      // v28 answers 500 to If-None-Match when the file is missing on its disk, and 404 without it.
      if (!isScanferryError(error) || error.details?.["status"] !== 500) throw error;
      return sniffed(await open(whole));
    }
  };
}

async function sniffed(opened: Opened): Promise<Opened> {
  return opened.status === "unchanged" ? opened : { ...opened, body: await noPage(opened.body) };
}
