import type { Http, HttpOptions, NetworkOptions } from "@scanferry/transfer";
import { createHttp, sleep as realSleep, toScanferryError } from "@scanferry/transfer";
import type { CallOptions, XnatContext } from "../context.js";
import { authorizedHttp } from "../session/authorized-http.js";
import type { XnatAuth } from "../session/credentials.js";
import { secretsOf } from "../session/credentials.js";
import { keepAlive } from "../session/keep-alive.js";
import { openSession } from "../session/open-session.js";
import { endSession } from "../session/end-session.js";
import { Session } from "../session/session.js";
import { whoIsLoggedIn } from "../session/who-is-logged-in.js";
import { findVersion } from "./find-version.js";
import { secureRoot } from "./secure-root.js";
import { serverAddress } from "./server-address.js";

/** How to reach an XNAT. */
export interface ConnectOptions {
  /** Address at which its web page opens, with its context path, e.g. "https://host/xnat". */
  readonly baseUrl: string;
  readonly auth: XnatAuth;
  /**
   * Whether a small request is made when none was for a third of the session's idle time (15 minutes by default). Its timer does not keep the
   * program running; another one may be handed in. @default true
   */
  readonly keepAlive?: boolean | { readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void> } | undefined;
  readonly network?: NetworkOptions | undefined;
  /** One that looks like a browser's makes XNAT want a CSRF token with each write. @default "scanferry" */
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
  /** Gets one line per request; its path, which holds labels, comes apart. */
  readonly log?: ((line: string, request?: { readonly path: string }) => void) | undefined;
}

/**
 * Connects: opens one session that all workers share, asks who is logged in, and finds the version.
 * A login that was refused, or whose answer was lost, is sent exactly once, because XNAT locks an account after too many wrong ones.
 *
 * @throws {@link ScanferryError} `auth/rejected` (wrong, locked, inactive, or a new password is wanted), `auth/expired` (an alias token, a
 * session), `auth/required` (a guest where a login is wanted), `remote/not-found` (no XNAT there), `input/invalid`, `remote/*`, `net/*`
 */
export async function connect(options: ConnectOptions, call: CallOptions = {}): Promise<XnatContext> {
  const { now = Date.now, sleep = realSleep, random = Math.random, retries = 4, auth } = options;
  const hidden = new Set(secretsOf(auth));
  const shared: HttpOptions = {
    baseUrl: serverAddress(options.baseUrl),
    userAgent: options.userAgent ?? "scanferry",
    retries,
    now,
    sleep,
    random,
    // `Accept: application/json` makes 1.6 answer 406 to items and logins (wire/xnat.md, 11b).
    headers: { ...options.headers, Accept: "*/*" },
    ...(options.network === undefined ? {} : { network: options.network }),
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
    ...(options.log === undefined ? {} : { log: options.log }),
    secrets: () => [...hidden],
  };
  const baseUrl = await secureRoot(String(shared.baseUrl), shared, call);
  const bare = createHttp({ ...shared, baseUrl });
  const stacks: Http[] = [bare];
  try {
    const opened = await openSession(bare, { auth, retries, now, sleep, signal: call.signal });
    const requests = { lastMs: now() };
    const plain = createHttp({
      ...shared,
      baseUrl,
      headers: () => inSession(shared, session, requests, now),
    });
    stacks.push(plain);
    const anonymous = "anonymous" in auth;
    const session = new Session(opened.grant, {
      now,
      login: opened.login,
      isTaken: async ({ signal }) => {
        const { user, opened: another } = await whoIsLoggedIn(plain, now, { signal, retries: 1 });
        return anonymous ? another === undefined : user === opened.user;
      },
    });
    const version = await findVersion(plain, call);
    const stop =
      options.keepAlive === false
        ? undefined
        : keepAlive({
            idleMs: () => session.idleMs,
            lastMs: () => requests.lastMs,
            touch: (signal) => session.judge(session.grant.secret, signal).then(() => undefined),
            now,
            sleep: typeof options.keepAlive === "object" ? options.keepAlive.sleep : undefined,
            failed: (error) => options.log?.(`keeping the session alive: ${toScanferryError(error).code}`),
          });
    const close = async (): Promise<void> => {
      stop?.();
      session.close();
      if (!anonymous && !("session" in auth)) await endSession(plain, options.log);
      await closeAll(stacks);
    };
    return {
      http: { ...authorizedHttp(plain, session, { anonymous }), close: once(close) },
      version,
      baseUrl,
      user: opened.user,
      session,
      renew: async ({ signal } = {}) => {
        await session.judge(session.grant.secret, signal);
      },
      hide: (secret) => hidden.add(secret),
      retries,
      now,
      sleep,
      random,
    };
  } catch (error) {
    await closeAll(stacks);
    throw error;
  }
}

/** The headers of a request within a session; it also notes when that was. */
function inSession(
  { headers }: HttpOptions,
  session: Session,
  requests: { lastMs: number },
  now: () => number,
): Readonly<Record<string, string>> {
  requests.lastMs = now();
  const { cookie } = session;
  return { ...headers, ...(cookie === undefined ? {} : { Cookie: cookie }) };
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}

async function closeAll(stacks: readonly Http[]): Promise<void> {
  await Promise.all(stacks.map((stack) => stack.close()));
}
