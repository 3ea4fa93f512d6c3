import type { HttpOptions, NetworkOptions } from "@scanferry/transfer";
import { ScanferryError, createHttp, isScanferryError, sleep as realSleep } from "@scanferry/transfer";
import { probeRoot } from "../client/find-root.js";
import { rootAddress } from "../http/root-address.js";
import { parseAnswer } from "../http/parse-answer.js";
import { untrustedDomainError } from "../http/untrusted-domain-error.js";
import { davError } from "../http/dav-errors.js";
import { grantSchema, startSchema } from "./login-schema.js";
import { onAskedOrigin } from "./on-asked-origin.js";

/** How to log in. */
export interface LoginOptions {
  /** Address of the Nextcloud, with its subfolder if it has one. */
  readonly baseUrl: string;
  /** The name under which the app password appears in the account's settings, for example `Scanferry on lab-pc`. */
  readonly userAgent: string;
  /** Told the address that the person has to open in a browser. */
  readonly onLoginUrl: (url: string) => void | Promise<void>;
  readonly network?: NetworkOptions | undefined;
  /** How often to ask whether the grant was given, in milliseconds. @default 2000 */
  readonly pollMs?: number | undefined;
  /** How long to wait for it, in milliseconds. @default 1200000 (Nextcloud forgets the flow after 20 minutes) */
  readonly waitLimitMs?: number | undefined;
  readonly now?: (() => number) | undefined;
  readonly sleep?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What a login gives. The app password is a secret and is given once. */
export interface LoginGrant {
  readonly server: string;
  readonly username: string;
  readonly appPassword: string;
}

/**
 * Logs in by the browser (login flow v2), so that nobody types the account's password here: the server makes an app
 * password that can be revoked on its own. While the grant is pending, the server answers 404; after it, once 200.
 *
 * @throws {@link ScanferryError} `auth/expired` when nobody grants in time, `auth/rejected` when the answer comes from
 * another host, `remote/*`, `net/*`, `aborted`
 * @example
 * ```ts
 * const grant = await loginFlowV2({
 *   baseUrl: "https://cloud.example.org",
 *   userAgent: "Scanferry on lab-pc",
 *   onLoginUrl: (url) => console.log(`Open ${url} in a browser and grant access.`),
 * });
 * ```
 */
export async function loginFlowV2(options: LoginOptions): Promise<LoginGrant> {
  const { signal, now = Date.now, sleep = realSleep, pollMs = 2_000, waitLimitMs = 20 * 60_000 } = options;
  const shared: HttpOptions = {
    baseUrl: rootAddress(options.baseUrl),
    userAgent: options.userAgent,
    ...(options.network === undefined ? {} : { network: options.network }),
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
    now,
    sleep,
  };
  const call = signal === undefined ? {} : { signal };
  const http = createHttp({ ...shared, baseUrl: await probeRoot(shared, call) });
  try {
    const started = await http.api("POST", "index.php/login/v2", call);
    if (started.status !== 200)
      throw untrustedDomainError(started.status, started.text) ?? davError(started.status, started.text);
    const { poll, login } = parseAnswer(startSchema, started.json(), "the login");
    const endpoint = onAskedOrigin(http.baseUrl, poll.endpoint);
    await options.onLoginUrl(onAskedOrigin(http.baseUrl, login));
    const until = now() + waitLimitMs;
    for (;;) {
      const answer = await http
        .api("POST", endpoint, { form: { token: poll.token }, ...call })
        .catch(passingAsUndefined);
      if (answer?.status === 200) {
        const grant = parseAnswer(grantSchema, answer.json(), "the login");
        const server = onAskedOrigin(http.baseUrl, grant.server).replace(/\/+$/, "");
        return { server, username: grant.loginName, appPassword: grant.appPassword };
      }
      // A proxy that hiccups during twenty minutes of waiting is no reason to stop, nor is a laptop that changes its network.
      if (answer !== undefined && answer.status !== 404 && answer.status < 500 && answer.status !== 429)
        throw davError(answer.status, answer.text);
      if (now() + pollMs > until) throw notGranted();
      await sleep(pollMs, signal);
    }
  } finally {
    await http.close();
  }
}

function passingAsUndefined(error: unknown): undefined {
  if (isScanferryError(error) && error.code.startsWith("net/") && error.retryable) return undefined;
  throw error;
}

function notGranted(): ScanferryError {
  return new ScanferryError("auth/expired", "Nobody granted the login in the browser in time.", {
    hint: "Start the login again and open the address within 20 minutes.",
  });
}
