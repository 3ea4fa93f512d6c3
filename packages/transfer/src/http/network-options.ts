/** How connections are made. The same holds for API calls and for byte streams. */
export interface NetworkOptions {
  /** Proxies by the scheme of the address asked for; `https` falls back to `http`. `no` lists hosts that are asked directly, as in NO_PROXY. */
  proxy?: { http?: string; https?: string; no?: string };
  /** Further certificate authorities in PEM, added to those that Node knows. NODE_EXTRA_CA_CERTS works without it. */
  ca?: string;
  /** How long nothing may move in a transfer before it counts as failed. @default 60000 */
  stallMs?: number;
  /** How long a connection may take. @default 15000 */
  connectMs?: number;
  /** How long a server may think about an answer after it has got the whole request. @default 300000 */
  answerMs?: number;
}

/**
 * Reads HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY (either case; the lower one wins, as in curl) from an environment handed in.
 * NODE_EXTRA_CA_CERTS needs no reading: Node itself takes it at its start.
 *
 * @example
 * ```ts
 * const network = networkFromEnv({ HTTPS_PROXY: "http://proxy.example.org:3128", NO_PROXY: "localhost" });
 * ```
 */
export function networkFromEnv(env: Readonly<Record<string, string | undefined>>): NetworkOptions {
  const read = (name: string): string | undefined => {
    const value = env[name.toLowerCase()] ?? env[name];
    return value === undefined || value.trim() === "" ? undefined : value.trim();
  };
  const all = read("ALL_PROXY");
  const http = read("HTTP_PROXY") ?? all;
  const https = read("HTTPS_PROXY") ?? all;
  const no = read("NO_PROXY");
  if (http === undefined && https === undefined) return {};
  return {
    proxy: {
      ...(http === undefined ? {} : { http }),
      ...(https === undefined ? {} : { https }),
      ...(no === undefined ? {} : { no }),
    },
  };
}
