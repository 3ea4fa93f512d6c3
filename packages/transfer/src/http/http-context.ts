import { redact } from "../errors/redact.js";
import type { HttpOptions } from "./http.js";
import { mergeHeaders } from "./merge-headers.js";
import type { NetworkOptions } from "./network-options.js";
import type { Transport } from "./transport.js";

/** What `api()` and `bytes()` share. */
export interface HttpContext {
  base: URL;
  options: HttpOptions;
  network: NetworkOptions;
  transport(): Promise<Transport>;
}

/** The headers of one request. Credentials and the client's own headers go to the server's origin alone. */
export function headersFor(
  context: HttpContext,
  url: URL,
  own: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const { options, base } = context;
  const agent = { "User-Agent": options.userAgent ?? "scanferry" };
  if (url.origin !== base.origin) return mergeHeaders(agent, own);
  const headers = (typeof options.headers === "function" ? options.headers() : options.headers) ?? {};
  const authorization = authorizationOf(options);
  return mergeHeaders(
    agent,
    headers,
    authorization === undefined ? {} : { Authorization: authorization },
    own,
  );
}

function authorizationOf(options: HttpOptions): string | undefined {
  return typeof options.authorization === "function" ? options.authorization() : options.authorization;
}

/** Everything that must not appear in an error: the credential whole, its last word, a Basic password decoded, the proxy's password, cookies. */
export function secretsOf(context: HttpContext): string[] {
  const { options, network } = context;
  const secrets = [...(options.secrets?.() ?? [])];
  const authorization = authorizationOf(options);
  if (authorization !== undefined) {
    const word = authorization.split(/\s+/).at(-1) ?? "";
    secrets.push(authorization, word);
    const decoded = Buffer.from(word, "base64").toString("utf8");
    const colon = decoded.indexOf(":");
    if (/^basic\s/i.test(authorization) && colon >= 0) secrets.push(decoded, decoded.slice(colon + 1));
  }
  const headers = (typeof options.headers === "function" ? options.headers() : options.headers) ?? {};
  for (const [name, value] of Object.entries(headers)) {
    if (/cookie|token|authorization|api-?key|password|secret/i.test(name)) secrets.push(value);
  }
  for (const proxy of [network.proxy?.http, network.proxy?.https]) {
    if (proxy !== undefined && URL.canParse(proxy)) secrets.push(decodeURIComponent(new URL(proxy).password));
  }
  // Longest first, so that a part of a secret does not spoil the match of the whole. One or two characters would blank half the text.
  return secrets.filter((secret) => secret.length > 2).sort((a, b) => b.length - a.length);
}

/** Writes one line to the log: method, origin and outcome. Paths may hold labels and come apart; queries may hold tokens. */
export function logRequest(context: HttpContext, method: string, url: URL, outcome: string | number): void {
  const clean = (text: string): string => redact(text, secretsOf(context));
  context.options.log?.(clean(`${method} ${url.origin} ${String(outcome)}`), { path: clean(url.pathname) });
}
