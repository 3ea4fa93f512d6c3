import { startSandbox } from "@scanferry/sandbox";
import type { RequestLogEntry, Sandbox, XnatSandboxOptions } from "@scanferry/sandbox";
import { onTestFinished } from "vitest";
import { sharedClock } from "../../../../tools/test-support/shared-clock.js";
import type { ConnectOptions } from "../../src/client/connect-options.js";
import { connect } from "../../src/client/connect.js";
import type { XnatContext } from "../../src/context.js";
import { XnatClient } from "../../src/index.js";

/** A look-alike XNAT whose clock its clients share: waiting moves the clock instead of taking time. */
export interface Box {
  readonly sandbox: Sandbox;
  /** Options for a client of the first account. */
  readonly options: ConnectOptions;
  /** Connects a client, closed when the test ends. */
  client(changes?: Partial<ConnectOptions>): Promise<XnatClient>;
  /** Connects without a client around it, for the calls inside. */
  context(changes?: Partial<ConnectOptions>): Promise<XnatContext>;
  /** Requests that logged in, or tried. */
  logins(): readonly RequestLogEntry[];
  /** How long clients have waited, by the sandbox's clock. */
  waitedMs(): number;
}

/** Starts one; it ends with the test. */
export async function openBox(xnat: XnatSandboxOptions = {}): Promise<Box> {
  const sandbox = await startSandbox({ xnat });
  onTestFinished(() => sandbox.close());
  const { clock, waitedMs } = sharedClock(sandbox);
  const options: ConnectOptions = {
    baseUrl: sandbox.url.xnat,
    auth: sandbox.credentials.xnat,
    ...clock,
  };
  return {
    sandbox,
    options,
    client: async (changes = {}) => {
      const client = await XnatClient.connect({ ...options, ...changes });
      onTestFinished(() => client.close());
      return client;
    },
    context: async (changes = {}) => {
      const context = await connect({ ...options, ...changes });
      onTestFinished(() => context.http.close());
      return context;
    },
    logins: () => sandbox.log.find("POST", "/data/JSESSION"),
    waitedMs,
  };
}
