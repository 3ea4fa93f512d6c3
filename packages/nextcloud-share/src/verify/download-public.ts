import type { BytesResponse } from "@scanferry/transfer";
import { davError } from "../http/dav-errors.js";
import { htmlAnswerError } from "../http/html-answer-error.js";
import { parsePublicLink } from "../shares/public-link.js";
import type { CallOptions } from "../webdav/stat.js";
import { askPage, isGone, linkGone } from "./ask-link.js";
import type { RecipientContext } from "./recipient.js";
import { checkNotRefused, passwordRefused, publicFile } from "./recipient.js";

/** How to download through a link. */
export interface PublicDownloadOptions extends CallOptions {
  /** Password of the link itself, not of the archive. */
  readonly password?: string | undefined;
}

/** A file that comes through a link. Read the whole `body`, or call `dump()`. */
export interface PublicDownload {
  readonly sizeBytes: number | undefined;
  readonly body: AsyncIterable<Uint8Array>;
  dump(): Promise<void>;
}

/**
 * Downloads a shared file as its recipient does: through the public address, without the account's login.
 * `public.php/dav` is asked first, and `public.php/webdav` where the server has no other (27).
 *
 * @throws {@link ScanferryError} `remote/not-found` for a dead link, `auth/rejected` for a wrong password (tried once)
 */
export async function downloadPublic(
  ctx: RecipientContext,
  link: string,
  options: PublicDownloadOptions = {},
): Promise<PublicDownload> {
  const parts = parsePublicLink(link);
  checkNotRefused(ctx, parts.token, options.password);
  for (const endpoint of ["dav", "webdav"] as const) {
    const { url, headers } = publicFile(parts, endpoint, options.password);
    const response = await ctx.anonymous.bytes("GET", url, {
      headers,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    if (response.status === 200 && isPage(response.headers)) {
      throw htmlAnswerError(response.status, await response.text(64 * 1024));
    }
    if (response.status === 200) return toDownload(response);
    const text = await response.text(64 * 1024);
    if (response.status === 401) {
      if (options.password !== undefined) ctx.refusedTokens.add(parts.token);
      throw passwordRefused();
    }
    if (isGone(response.status, text)) throw linkGone();
    if (response.status !== 404) throw davError(response.status, text);
    // The older endpoint answers 401 for unknown tokens too, and counts it as a wrong password: the page tells for free.
    if (endpoint === "dav" && (await askPage(ctx, parts, options)) === "gone") throw linkGone();
  }
  throw linkGone();
}

/** A portal's page; a shared HTML file would come as an attachment. */
function isPage(headers: Headers): boolean {
  return /text\/html/i.test(headers.get("content-type") ?? "") && headers.get("content-disposition") === null;
}

function toDownload(response: BytesResponse): PublicDownload {
  const length = response.headers.get("content-length");
  return {
    sizeBytes: length === null ? undefined : Number(length),
    body: response.body,
    dump: () => response.dump(),
  };
}
