import type { Http } from "@scanferry/transfer";
import { createHttp, httpOptionsOf, sleep as realSleep, toScanferryError } from "@scanferry/transfer";
import type { CallOptions, XnatContext } from "../context.js";
import { authorizedHttp } from "../session/authorized-http.js";
import type { XnatAuth } from "../session/credentials.js";
import { secretsOf } from "../session/credentials.js";
import { endSession } from "../session/end-session.js";
import { keepAlive } from "../session/keep-alive.js";
import { openSession } from "../session/open-session.js";
import type { SessionGrant } from "../session/session.js";
import { Session } from "../session/session.js";
import { whoIsLoggedIn } from "../session/who-is-logged-in.js";
import type { ConnectOptions } from "./connect-options.js";
import { checkUserAgent } from "./connect-options.js";
import { findVersion } from "./find-version.js";
import { secureRoot } from "./secure-root.js";
import { serverAddress } from "./server-address.js";

/**
 * Connects: opens one session that all workers share, asks who is logged in, and finds the version.
 * A login that was refused, or whose answer was lost, is sent exactly once, because XNAT locks an account after too many wrong ones.
 *
 * @throws {@link ScanferryError} `auth/rejected` (wrong, locked, inactive, or a new password is wanted), `auth/expired` (an alias token, a
 * session), `auth/required` (a guest where a login is wanted), `remote/not-found` (no XNAT there), `input/invalid`, `remote/*`, `net/*`
 */
export async function connect(options: ConnectOptions, call: CallOptions = {}): Promise<XnatContext> {
  const { now = Date.now, sleep = realSleep, random = Math.random, retries = 4, auth, log } = options;
  checkUserAgent(options.userAgent);
  const hidden = new Set(secretsOf(auth));
  // `Accept: application/json` makes 1.6 answer 406 to items and logins (wire/xnat.md, 11b).
  const own = { ...options.headers, Accept: "*/*" };
  const shared = {
    ...httpOptionsOf(options),
    baseUrl: serverAddress(options.baseUrl),
    headers: own,
    retries,
    secrets: () => [...hidden],
  };
  const baseUrl = await secureRoot(shared.baseUrl, shared, call);
  const bare = createHttp({ ...shared, baseUrl });
  const stacks: Http[] = [bare];
  const nextAuth = async (ask: CallOptions): Promise<XnatAuth | undefined> => {
    const next = await options.nextAuth?.(ask);
    for (const secret of next === undefined ? [] : secretsOf(next)) hidden.add(secret);
    return next;
  };
  const how = { auth, nextAuth, retries, now, sleep };
  try {
    const { grant, user, login } = await openSession(bare, { ...how, signal: call.signal });
    let lastMs = now();
    const plain = createHttp({
      ...shared,
      baseUrl,
      headers: () => {
        lastMs = now();
        const { cookie } = session;
        return cookie === undefined ? own : { ...own, Cookie: cookie };
      },
    });
    stacks.push(plain);
    const hiding = (next: SessionGrant): SessionGrant => {
      hidden.add(next.secret);
      return next;
    };
    const session = new Session(hiding(grant), {
      now,
      login: login === undefined ? undefined : async (ask) => hiding(await login(ask)),
      isTaken: async ({ signal }) => (await whoIsLoggedIn(plain, now, { signal, retries: 1 })).user === user,
    });
    const ownSession = "username" in auth || "token" in auth;
    const stop = keepSession(session, options, () => lastMs);
    const close = async (): Promise<void> => {
      stop();
      session.close();
      if (ownSession) await endSession(plain, log);
      await closeAll(stacks);
    };
    const version = await findVersion(plain, call).catch(async (error: unknown) => {
      await close();
      throw error;
    });
    return {
      http: { ...authorizedHttp(plain, session, { anonymous: "anonymous" in auth }), close: once(close) },
      version,
      baseUrl,
      user,
      session,
      renew: async ({ signal } = {}) => {
        await session.judge(session.grant.secret, signal);
      },
      hide: (secret) => hidden.add(secret),
      retries,
      network: options.network,
      now,
      sleep,
      random,
    };
  } catch (error) {
    await closeAll(stacks);
    throw error;
  }
}

/** Keeps the session alive unless told otherwise. @returns what ends that */
function keepSession(
  session: Session,
  { auth, keepAlive: wanted = true, now = Date.now, log }: ConnectOptions,
  lastMs: () => number,
): () => void {
  // Nothing is lost with a guest's session.
  if (wanted === false || "anonymous" in auth) return () => undefined;
  return keepAlive({
    idleMs: () => session.idleMs,
    lastMs,
    // Where the session has ended in spite of this, a new one is opened before anybody waits for it.
    touch: async (signal) => {
      await session.judge(session.grant.secret, signal);
    },
    now,
    sleep: typeof wanted === "object" ? wanted.sleep : undefined,
    failed: (error) => log?.(`keeping the session alive: ${toScanferryError(error).code}`),
  });
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}

async function closeAll(stacks: readonly Http[]): Promise<void> {
  await Promise.all(stacks.map((stack) => stack.close()));
}
