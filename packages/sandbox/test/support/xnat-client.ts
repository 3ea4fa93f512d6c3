import { request } from "node:http";
import type { Sandbox, XnatSandboxOptions } from "../../src/index.js";
import { startSandbox } from "../../src/index.js";

/** An answer that was read to its end. */
export interface XnatAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly cookies: readonly string[];
  /** The id of the session that the answer began. */
  readonly session: string | undefined;
  readonly bytes: Buffer;
  readonly text: string;
  readonly json: () => unknown;
  /** The rows of a list. */
  readonly rows: () => readonly Readonly<Record<string, string>>[];
}

/** How a request differs from a plain GET with the session's cookie. */
export interface XnatAsk {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | FormData | URLSearchParams;
  /** A Basic login instead of the session's cookie; `false` for neither. */
  readonly login?: readonly [username: string, password: string] | false;
  /** Another session than the client's. */
  readonly session?: string;
}

/** The few calls that the sandbox's own XNAT tests make; written with fetch alone, apart from every client of ours. */
export interface XnatTestClient {
  readonly base: string;
  readonly login: readonly [username: string, password: string];
  ask(path: string, how?: XnatAsk): Promise<XnatAnswer>;
}

/** A sandbox with one XNAT and a client with a session of the first account. */
export async function startXnatTest(
  options: XnatSandboxOptions = {},
): Promise<{ readonly sandbox: Sandbox; readonly client: XnatTestClient } & AsyncDisposable> {
  const sandbox = await startSandbox({ xnat: options });
  const { username, password } = sandbox.credentials.xnat;
  const client = await xnatClient(sandbox.url.xnat, [username, password]);
  return { sandbox, client, [Symbol.asyncDispose]: () => sandbox.close() };
}

/** A client with a session of its own. */
export async function xnatClient(
  base: string,
  login: readonly [username: string, password: string],
): Promise<XnatTestClient> {
  const ask = async (path: string, how: XnatAsk = {}, session = how.session): Promise<XnatAnswer> => {
    const credentials: Record<string, string> =
      how.login === undefined
        ? { Cookie: `JSESSIONID=${session ?? ""}` }
        : how.login === false
          ? {}
          : { Authorization: `Basic ${Buffer.from(how.login.join(":")).toString("base64")}` };
    const answer = await fetch(`${base}${path}`, {
      method: how.method ?? "GET",
      redirect: "manual",
      headers: { ...credentials, ...how.headers },
      ...(how.body === undefined ? {} : { body: how.body }),
    });
    return read(answer);
  };
  const { text: session } = await ask("/data/JSESSION", { method: "POST", login });
  return { base, login, ask: (path, how) => ask(path, how, how?.session ?? session) };
}

/** Sends a path as it stands: fetch escapes some characters by itself. */
export function askRaw(base: string, path: string): Promise<number> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.on("error", reject).end();
  });
}

async function read(answer: Response): Promise<XnatAnswer> {
  const bytes = Buffer.from(await answer.arrayBuffer());
  const text = bytes.toString("utf8");
  const json = (): unknown => JSON.parse(text) as unknown;
  const cookies = answer.headers.getSetCookie();
  return {
    status: answer.status,
    headers: answer.headers,
    cookies,
    session: cookies.map((one) => /^JSESSIONID=(\w+);/.exec(one)?.[1]).find((one) => one !== undefined),
    bytes,
    text,
    json,
    rows: () =>
      (json() as { ResultSet: { Result: readonly Readonly<Record<string, string>>[] } }).ResultSet.Result,
  };
}
