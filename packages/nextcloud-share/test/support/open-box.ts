import { startSandbox } from "@scanferry/sandbox";
import type { NextcloudSandboxOptions, Sandbox } from "@scanferry/sandbox";
import { sharedClock } from "../../../../tools/test-support/shared-clock.js";
import type { ConnectOptions } from "../../src/client/connect.js";
import { NextcloudClient } from "../../src/index.js";

/** A sandbox whose clock a client shares: waiting moves the clock instead of taking time. */
export interface Box extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly cloud: NextcloudClient;
  /** How long the client has waited so far, by its own account. */
  waitedMs(): number;
  /** Options for further clients of the same account. */
  readonly options: ConnectOptions;
}

export async function openBox(
  options: NextcloudSandboxOptions = {},
  more: Partial<ConnectOptions> = {},
): Promise<Box> {
  const sandbox = await startSandbox({ nextcloud: options });
  const { clock, waitedMs } = sharedClock(sandbox);
  const { username, appPassword } = sandbox.credentials.nextcloud;
  const connectOptions: ConnectOptions = {
    baseUrl: sandbox.url.nextcloud,
    auth: { username, appPassword },
    ...clock,
    ...more,
  };
  const cloud = await NextcloudClient.connect(connectOptions).catch(async (error: unknown) => {
    await sandbox.close();
    throw error;
  });
  return {
    sandbox,
    cloud,
    options: connectOptions,
    waitedMs,
    async [Symbol.asyncDispose]() {
      await cloud.close();
      await sandbox.close();
    },
  };
}

/** For faults that pass in real time, such as a server that lets go of a lock. */
export async function realPause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 100));
}
