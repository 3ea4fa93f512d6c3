import type { HttpOptions } from "./http.js";
import type { NetworkOptions } from "./network-options.js";

/** How a client of a server is made; the same for each of our clients. */
export interface ClientOptions {
  readonly network?: NetworkOptions | undefined;
  /** @default "scanferry" */
  readonly userAgent?: string | undefined;
  /** Further headers for this server, e.g. of a gateway in front of it. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** How often a failed request is repeated. @default 4 */
  readonly retries?: number | undefined;
  readonly now?: (() => number) | undefined;
  readonly sleep?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
  readonly random?: (() => number) | undefined;
  /** Replaces the HTTP client of small requests, for tests. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Gets one line per request; its path, which may hold labels, comes apart. */
  readonly log?: ((line: string, request?: { readonly path: string }) => void) | undefined;
}

/**
 * What {@link createHttp} takes, out of a client's options.
 *
 * @example
 * ```ts
 * const options: ClientOptions = { retries: 2 };
 * const client = createHttp({ ...httpOptionsOf(options), baseUrl: "https://xnat.example.org" });
 * ```
 */
export function httpOptionsOf(options: ClientOptions): Omit<HttpOptions, "baseUrl"> {
  const { network, userAgent, headers, retries, now, sleep, random, fetch, log } = options;
  return {
    ...(network === undefined ? {} : { network }),
    ...(userAgent === undefined ? {} : { userAgent }),
    ...(headers === undefined ? {} : { headers }),
    ...(retries === undefined ? {} : { retries }),
    ...(now === undefined ? {} : { now }),
    ...(sleep === undefined ? {} : { sleep }),
    ...(random === undefined ? {} : { random }),
    ...(fetch === undefined ? {} : { fetch }),
    ...(log === undefined ? {} : { log }),
  };
}
