import { ScanferryError } from "@scanferry/transfer";
import { unlessBlocked } from "../http/blocked-address.js";
import { davError, readDavFault } from "../http/dav-errors.js";
import type { LinkParts } from "../shares/public-link.js";
import type { CallOptions } from "../webdav/stat.js";
import { readMultistatus } from "../webdav/multistatus.js";
import type { PublicEndpoint, RecipientContext } from "./recipient.js";
import { checkNotRefused, publicFile } from "./recipient.js";

/** What the page of a link tells before anything is opened. */
export type LinkPage = "open" | "password" | "gone";

/**
 * Looks at the link's page as a browser would: 200 is open, a redirect to `/authenticate/` asks for a password, 404 is
 * unknown or expired. This costs no password attempt.
 *
 * @throws {@link ScanferryError} `net/*`, `remote/*` when no Nextcloud answers
 */
export async function askPage(
  ctx: RecipientContext,
  link: LinkParts,
  options: CallOptions = {},
): Promise<LinkPage> {
  const response = await ctx.anonymous.api("GET", `${link.base}/s/${encodeURIComponent(link.token)}`, {
    headers: { Accept: "text/html" },
    retryOn: unlessBlocked,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const location = response.headers.get("location") ?? response.url;
  if (/\/authenticate\//i.test(location)) return "password";
  if (response.status === 200) return "open";
  if (response.status === 404) return "gone";
  throw davError(response.status, response.text);
}

/** The file behind a link, seen by a recipient. */
export interface OpenedLink {
  readonly endpoint: PublicEndpoint;
  readonly sizeBytes: number | undefined;
  readonly kind: "file" | "folder";
}

/** Opens a link with its password, or without, and tells the size; `undefined` when password or link are refused. */
export async function openLink(
  ctx: RecipientContext,
  link: LinkParts,
  password: string | undefined,
  options: CallOptions = {},
): Promise<OpenedLink | "refused" | "gone"> {
  checkNotRefused(ctx, link.token, password);
  for (const endpoint of ["dav", "webdav"] as const) {
    const { url, headers } = publicFile(link, endpoint, password);
    const response = await ctx.anonymous.api("PROPFIND", url, {
      headers: { ...headers, Depth: "0", "Content-Type": "application/xml; charset=utf-8" },
      body: '<?xml version="1.0"?><d:propfind xmlns:d="DAV:"><d:prop><d:getcontentlength/><d:resourcetype/></d:prop></d:propfind>',
      // A repeated refusal would count as another wrong password, and a dead token answers 503 on 32.
      retries: 0,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    if (response.status === 207)
      return opened(endpoint, (await readMultistatus(response.text))[0]?.props ?? {});
    if (response.status === 401) {
      if (password !== undefined) ctx.refusedTokens.add(link.token);
      return "refused";
    }
    if (isGone(response.status, response.text)) return "gone";
    // 27 has no public.php/dav at all and says 404 with an empty page: the older endpoint answers there.
    if (response.status !== 404) throw davError(response.status, response.text);
  }
  return "gone";
}

/** An unknown or expired token: 503 that wraps NotFound (32, public.php/dav). */
export function isGone(status: number, text: string): boolean {
  const { exception, message } = readDavFault(text);
  return status === 503 && /ServiceUnavailable/.test(exception) && /NotFound/.test(message);
}

/** The error for a link that leads nowhere. */
export function linkGone(): ScanferryError {
  return new ScanferryError(
    "remote/not-found",
    "The link is unknown to the server: it has expired or was revoked.",
    {
      hint: "Share the file again.",
    },
  );
}

function opened(endpoint: PublicEndpoint, props: Readonly<Record<string, unknown>>): OpenedLink {
  const length = props["getcontentlength"];
  const type = props["resourcetype"];
  const folder = typeof type === "object" && type !== null && "collection" in type;
  return {
    endpoint,
    kind: folder ? "folder" : "file",
    sizeBytes: typeof length === "number" || typeof length === "string" ? Number(length) : undefined,
  };
}
