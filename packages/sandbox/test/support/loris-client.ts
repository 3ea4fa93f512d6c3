import type { LorisSandboxOptions, Sandbox } from "../../src/index.js";
import { startSandbox } from "../../src/index.js";

/** An answer that was read to its end. */
export interface LorisAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly text: string;
  /** The body as JSON, whatever its content type. */
  readonly json: () => unknown;
}

/** How a request differs from a plain GET with the token. */
export interface LorisAsk {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array | FormData;
  /** Without the token. */
  readonly anonymous?: boolean;
  /** Another API version than the dialect's first. */
  readonly version?: string;
}

/** The few calls that the sandbox's own LORIS tests make; written with fetch alone, apart from every client of ours. */
export interface LorisTestClient {
  /** Up to and with the version. */
  readonly base: string;
  readonly token: string;
  ask(path: string, how?: LorisAsk): Promise<LorisAnswer>;
  /** A login as another user, with the status and the body. */
  login(body: string | Readonly<Record<string, unknown>>): Promise<LorisAnswer>;
}

/** A sandbox with one LORIS and a client that is logged in. */
export async function startLorisTest(
  options: LorisSandboxOptions = {},
): Promise<{ readonly sandbox: Sandbox; readonly client: LorisTestClient } & AsyncDisposable> {
  const sandbox = await startSandbox({ loris: options });
  const client = await lorisClient(sandbox, options.dialect === "preventad" ? "v0.0.3-dev" : "v0.0.3");
  return { sandbox, client, [Symbol.asyncDispose]: () => sandbox.close() };
}

/** A client of the sandbox's LORIS, logged in as its first user. */
export async function lorisClient(sandbox: Sandbox, version: string): Promise<LorisTestClient> {
  const base = `${sandbox.url.loris}/api/${version}`;
  const login: LorisTestClient["login"] = async (body) =>
    read(
      await fetch(`${base}/login`, {
        method: "POST",
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    );
  const { token } = (await login({ ...sandbox.credentials.loris })).json() as { token?: string };
  return {
    base,
    token: token ?? "",
    login,
    ask: async (path, how = {}) =>
      read(
        await fetch(
          `${how.version === undefined ? base : `${sandbox.url.loris}/api/${how.version}`}${path}`,
          {
            method: how.method ?? "GET",
            redirect: "manual",
            headers: {
              ...(how.anonymous === true ? {} : { Authorization: `Bearer ${token ?? ""}` }),
              ...how.headers,
            },
            ...(how.body === undefined ? {} : { body: how.body }),
          },
        ),
      ),
  };
}

async function read(answer: Response): Promise<LorisAnswer> {
  const bytes = Buffer.from(await answer.arrayBuffer());
  const text = bytes.toString("utf8");
  return {
    status: answer.status,
    headers: answer.headers,
    bytes,
    text,
    json: () => JSON.parse(text) as unknown,
  };
}

/** The first image of a sandbox's study. */
export function firstImage(
  sandbox: Sandbox,
): ReturnType<Sandbox["state"]["loris"]["images"]> extends Generator<infer Image> ? Image : never {
  const [image] = sandbox.state.loris.images();
  if (image === undefined) throw new Error("the study is empty");
  return image;
}
