import type { Sandbox, XnatSandboxOptions } from "../../src/index.js";
import { startXnatTest, type XnatTestClient } from "./xnat-client.js";

/** A sandbox with one XNAT, what is inside it, and the calls that tests of its archive make. */
export interface ArchiveTest extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly state: Sandbox["state"]["xnat"];
  readonly ask: XnatTestClient["ask"];
  /** GET without reading the body. */
  open(path: string): Promise<Response>;
}

/** Starts a sandbox with one XNAT. */
export async function startArchiveTest(options: XnatSandboxOptions = {}): Promise<ArchiveTest> {
  const { sandbox, client } = await startXnatTest(options);
  const authorization = `Basic ${Buffer.from(client.login.join(":")).toString("base64")}`;
  return {
    sandbox,
    state: sandbox.state.xnat,
    ask: (path, how) => client.ask(path, how),
    open: (path) => fetch(`${client.base}${path}`, { headers: { authorization } }),
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}
