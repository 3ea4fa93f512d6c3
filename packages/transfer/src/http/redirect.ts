const redirectLimit = 5;
const followed = new Set([301, 302, 303, 307, 308]);

/**
 * Where to go after a redirect, or nothing when the answer is to be handed to the caller as it is.
 * Only reading is followed; never from https to http; the caller leaves credentials out when the origin changes.
 */
export function redirectTarget(
  method: string,
  from: URL,
  status: number,
  headers: Headers,
  hops: number,
): URL | undefined {
  const location = headers.get("location");
  if (!followed.has(status) || location === null || hops >= redirectLimit) return undefined;
  if (method !== "GET" && method !== "HEAD") return undefined;
  if (!URL.canParse(location, from.href)) return undefined;
  const target = new URL(location, from);
  if (target.protocol !== "https:" && (target.protocol !== "http:" || from.protocol === "https:"))
    return undefined;
  target.username = "";
  target.password = "";
  return target;
}

const harmless =
  /^(accept|accept-language|accept-encoding|range|if-range|if-none-match|if-modified-since|user-agent)$/i;

/** The caller's headers that may go to another origin. */
export function withoutCredentials(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => harmless.test(name)));
}
