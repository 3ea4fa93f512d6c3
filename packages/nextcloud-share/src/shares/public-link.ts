import { ScanferryError } from "@scanferry/transfer";

/**
 * The link for a token. Nextcloud builds `url` from the Host header it sees, and behind some proxies loses the port or
 * names an inner host (seen with Debian's nginx): a given `publicBaseUrl` is used instead.
 */
export function publicLink(
  ctx: { baseUrl: string; publicBaseUrl: string | undefined },
  token: string,
  told?: string,
): string {
  if (ctx.publicBaseUrl !== undefined) return `${ctx.publicBaseUrl}/s/${encodeURIComponent(token)}`;
  return told !== undefined && /^https?:\/\//i.test(told)
    ? told
    : `${ctx.baseUrl}/s/${encodeURIComponent(token)}`;
}

/** A link taken apart. */
export interface LinkParts {
  /** The Nextcloud's root as the recipient sees it, without a trailing slash. */
  readonly base: string;
  readonly token: string;
}

/**
 * Takes a public link apart: `https://HOST/SUBFOLDER/s/TOKEN`, with or without `/index.php` and `/download`.
 *
 * @throws {@link ScanferryError} `input/invalid` when it is no such link.
 * @example
 * ```ts
 * parsePublicLink("https://example.org/nextcloud/index.php/s/AbC"); // { base: "https://example.org/nextcloud", token: "AbC" }
 * ```
 */
export function parsePublicLink(url: string): LinkParts {
  const match =
    /^(https?:\/\/[^/?#]+(?:\/[^?#]*?)?)(?:\/index\.php)?\/s\/([^/?#]+)(?:\/[^?#]*)?(?:[?#].*)?$/i.exec(
      url.trim(),
    );
  const [, base, token] = match ?? [];
  if (base === undefined || token === undefined) {
    throw new ScanferryError("input/invalid", "That is no public link of a Nextcloud.", {
      hint: "Links look like https://cloud.example.org/s/AbCdEf123456789.",
    });
  }
  return { base: base.replace(/\/+$/, ""), token: decodeURIComponent(token) };
}
