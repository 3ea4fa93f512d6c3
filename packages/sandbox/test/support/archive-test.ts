import type { Sandbox, XnatSandboxOptions } from "../../src/index.js";
import { startSandbox } from "../../src/index.js";

/** An answer that was read to its end. */
export interface ArchiveAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly text: string;
  /** Rows of a list. */
  readonly rows: () => Record<string, string>[];
}

/** How a request differs from a plain GET. */
export interface ArchiveAsk {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array;
}

/** A sandbox with one XNAT, and the one call that its tests make; written with fetch alone, apart from every client of ours. */
export interface ArchiveTest extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly state: Sandbox["state"]["xnat"];
  /** Sends a path behind the context path as the first account. */
  ask(path: string, how?: ArchiveAsk): Promise<ArchiveAnswer>;
  /** The same without reading the body. */
  open(path: string, how?: ArchiveAsk): Promise<Response>;
}

/** Starts a sandbox with one XNAT. */
export async function startArchiveTest(options: XnatSandboxOptions = {}): Promise<ArchiveTest> {
  const sandbox = await startSandbox({ xnat: options });
  const { username, password } = sandbox.credentials.xnat;
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  const open: ArchiveTest["open"] = (path, how = {}) =>
    fetch(`${sandbox.url.xnat}${path}`, {
      method: how.method ?? "GET",
      redirect: "manual",
      headers: { authorization, ...how.headers },
      ...(how.body === undefined ? {} : { body: how.body }),
    });
  return {
    sandbox,
    state: sandbox.state.xnat,
    open,
    ask: async (path, how) => read(await open(path, how)),
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}

async function read(answer: Response): Promise<ArchiveAnswer> {
  const bytes = Buffer.from(await answer.arrayBuffer());
  const text = bytes.toString("utf8");
  return {
    status: answer.status,
    headers: answer.headers,
    bytes,
    text,
    rows: () => (JSON.parse(text) as { ResultSet: { Result: Record<string, string>[] } }).ResultSet.Result,
  };
}
