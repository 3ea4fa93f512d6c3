import type { Http } from "@scanferry/transfer";
import { ScanferryError } from "@scanferry/transfer";
import type { LinkParts } from "../shares/public-link.js";

/** What is needed to act as a recipient: a stack without the account's login, and what was refused before. */
export interface RecipientContext {
  readonly anonymous: Http;
  readonly refusedTokens: Set<string>;
}

/** The two public WebDAV addresses: `dav` on newer servers (32 has it, 27 not), `webdav` on both. */
export type PublicEndpoint = "dav" | "webdav";

/** Address and login of a link's file at one of the endpoints. The password travels in a header, never in the URL. */
export function publicFile(
  link: LinkParts,
  endpoint: PublicEndpoint,
  password: string | undefined,
): { url: string; headers: Record<string, string> } {
  const url =
    endpoint === "dav"
      ? `${link.base}/public.php/dav/files/${encodeURIComponent(link.token)}`
      : `${link.base}/public.php/webdav/`;
  const user = endpoint === "dav" ? "anonymous" : link.token;
  const login = Buffer.from(`${user}:${password ?? ""}`, "utf8").toString("base64");
  const needsLogin = endpoint === "webdav" || password !== undefined;
  return { url, headers: needsLogin ? { Authorization: `Basic ${login}` } : {} };
}

/** So many refused share passwords stop all further guessing: Nextcloud blocks the address at the eleventh. */
const refusalsLimit = 5;

/**
 * Refuses to try a share password again after the server refused it once.
 *
 * @throws {@link ScanferryError} `auth/rejected`
 */
export function checkNotRefused(ctx: RecipientContext, token: string, password: string | undefined): void {
  if (password === undefined) return;
  if (ctx.refusedTokens.has(token)) throw passwordRefused();
  if (ctx.refusedTokens.size >= refusalsLimit) {
    throw new ScanferryError(
      "auth/rejected",
      "Several link passwords were refused, so no further one is tried.",
      {
        hint: "Nextcloud blocks this network address for 30 minutes after about ten wrong passwords. Check the list of passwords first.",
      },
    );
  }
}

/** The error for a share password that the server does not accept. */
export function passwordRefused(): ScanferryError {
  return new ScanferryError("auth/rejected", "The server does not accept this password for the link.", {
    hint: "It was tried once and is not tried again. Compare it with the list, or set a new one.",
  });
}
