import type { ApiResponse, ClientOptions, Http, HttpOptions } from "@scanferry/transfer";
import { ScanferryError, createHttp, httpOptionsOf, sleep as realSleep } from "@scanferry/transfer";
import type { CallOptions, LorisContext } from "../context.js";
import { lorisError } from "../http/loris-error.js";
import { parseJson } from "../http/parse-json.js";
import { authorizedHttp } from "../session/authorized-http.js";
import { isTokenTaken } from "../session/is-token-taken.js";
import type { Credentials, LoginOptions } from "../session/log-in.js";
import { sendLogin, tokenFrom } from "../session/log-in.js";
import { Session } from "../session/session.js";
import { findVersion } from "./find-version.js";
import { elsewhere, secureRoot } from "./secure-root.js";
import { serverAddress } from "./server-address.js";

/** How to reach a LORIS. */
export interface ConnectOptions extends ClientOptions {
  /** Address of the LORIS. With `/api/VERSION` behind it, that version is taken. */
  readonly baseUrl: string;
  /** An account, or a token of an earlier login, which lasts up to 24 hours and cannot be renewed. */
  readonly auth: Credentials | { readonly token: string };
  /** Version of the API, e.g. "v0.0.3-dev". @default found by asking */
  readonly apiVersion?: string | undefined;
}

/**
 * Connects: finds the API's version by logging in, and makes sure that the account gets data and not web pages.
 * A login that was refused, or whose answer was lost, is sent exactly once, because LORIS suspends an account after ten wrong ones.
 *
 * @throws {@link ScanferryError} `auth/rejected` (wrong, suspended, inactive, or a new password is wanted), `auth/required` (second
 * factor, or a sign-in page in front), `auth/expired` (a token alone), `remote/not-found` (no LORIS there), `input/invalid`, `remote/*`, `net/*`
 */
export async function connect(options: ConnectOptions, call: CallOptions = {}): Promise<LorisContext> {
  const { now = Date.now, sleep = realSleep, random = Math.random, retries = 4, auth } = options;
  const address = serverAddress(options.baseUrl, options.apiVersion);
  checkAuth(auth);
  const shared: HttpOptions = {
    ...httpOptionsOf(options),
    baseUrl: address.root,
    secrets: () => ("token" in auth ? [auth.token] : [auth.password]),
  };
  const baseUrl = await secureRoot(address.root, shared, call);
  const anonymous = createHttp({ ...shared, baseUrl });
  const stacks: Http[] = [anonymous];
  try {
    const { version, token, login } = await begin(anonymous, auth, {
      wanted: address.version,
      now,
      sleep,
      retries,
      signal: call.signal,
    });
    const plain = createHttp({
      ...shared,
      baseUrl: `${baseUrl}/api/${version}`,
      authorization: () => `Bearer ${session.token}`,
    });
    stacks.push(plain);
    const isTaken = (ask: CallOptions): Promise<boolean> => isTokenTaken(plain, now, ask);
    const session = new Session(token, { login, isTaken, now }, { fresh: login !== undefined });
    const http = {
      ...authorizedHttp(plain, session),
      close: () => {
        session.close();
        return closeAll(stacks);
      },
    };
    await checkAnswers(http, now, call);
    return {
      http,
      version,
      legacy: /^v0\.0\.(?:[12]|3-dev)\b/.test(version),
      baseUrl,
      session,
      renew: async ({ signal } = {}) => {
        await session.judge(session.token, signal);
      },
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

async function closeAll(stacks: readonly Http[]): Promise<void> {
  await Promise.all(stacks.map((stack) => stack.close()));
}

function checkAuth(auth: ConnectOptions["auth"]): void {
  const values = "token" in auth ? [auth.token] : [auth.username, auth.password];
  if (values.some((value) => value === "")) {
    throw new ScanferryError("auth/required", "A user name and a password, or a token, are needed.", {
      hint: "Give the account with which you log in on the web page of the LORIS.",
    });
  }
}

interface Beginning {
  readonly version: string;
  readonly token: string;
  readonly login?: (options: CallOptions) => Promise<string>;
}

async function begin(
  http: Http,
  auth: ConnectOptions["auth"],
  how: LoginOptions & { wanted: string | undefined },
): Promise<Beginning> {
  const { wanted, now, signal } = how;
  if ("token" in auth) {
    const { token } = auth;
    const { version } = await findVersion(wanted, (asked) =>
      http.api("GET", `/api/${asked}/projects/`, {
        headers: { Authorization: `Bearer ${token}` },
        retryOn: ({ status }) => status !== 500,
        ...(signal === undefined ? {} : { signal }),
      }),
    );
    return { version, token };
  }
  const { version, answer } = await findVersion(wanted, async (asked) => {
    const told = await sendLogin(http, asked, auth, how);
    const target = redirectOf(told);
    if (target !== undefined) throw elsewhere(target);
    return told;
  });
  return {
    version,
    token: tokenFrom(answer, auth, now()),
    login: async (options) =>
      tokenFrom(await sendLogin(http, version, auth, { ...how, ...options }), auth, now()),
  };
}

/** The server that a redirect of the login points to; a POST with a password is never sent on. */
function redirectOf(answer: ApiResponse): string | undefined {
  if (answer.status < 300 || answer.status > 399) return undefined;
  const location = answer.headers.get("location") ?? "";
  return URL.canParse(location, answer.url) ? new URL(location, answer.url).origin : undefined;
}

/** One cheap request: the accounts that get web pages are known before anything else is done. */
async function checkAnswers(http: Http, now: () => number, { signal }: CallOptions): Promise<void> {
  const answer = await http.api("GET", "/projects/", {
    retryOn: ({ status }) => status !== 500,
    ...(signal === undefined ? {} : { signal }),
  });
  // A refusal or a fault of this one list says nothing about the others; a page instead of data does.
  if (answer.status >= 300 && answer.status < 400)
    throw lorisError(answer.status, answer.headers, "", { now: now() });
  if (answer.status === 200) parseJson(answer.text, answer.status, "the projects");
}
