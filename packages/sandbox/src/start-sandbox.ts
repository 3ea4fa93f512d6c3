import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FaultList } from "./faults/fault-list.js";
import { RequestLog } from "./log/request-log.js";
import type { NextcloudSandboxOptions } from "./nextcloud/nextcloud-options.js";
import type { NextcloudCredentials } from "./nextcloud/nextcloud-credentials.js";
import type { NextcloudState } from "./nextcloud/nextcloud-state.js";
import { startNextcloud } from "./nextcloud/start-nextcloud.js";
import { SandboxClock } from "./server/clock.js";

/** Which look-alikes to start. */
export interface SandboxOptions {
  /** The look-alike Nextcloud. @default false */
  readonly nextcloud?: boolean | NextcloudSandboxOptions;
  /** Port of the first server; 0 picks free ones. @default 0 */
  readonly port?: number;
  /** Address to listen on. @default "127.0.0.1" */
  readonly host?: string;
  /** Where uploaded bytes go; a fresh temporary folder, removed by `close()`, when left out. */
  readonly dataDir?: string;
}

/** The running look-alikes. */
export interface Sandbox extends AsyncDisposable {
  /** Base URLs without a slash at the end. */
  readonly url: { readonly nextcloud: string };
  readonly credentials: { readonly nextcloud: NextcloudCredentials };
  /** Things that go wrong on demand. */
  readonly faults: FaultList;
  /** Requests seen. */
  readonly log: RequestLog;
  /** Looks inside, past HTTP. */
  readonly state: { readonly nextcloud: NextcloudState };
  /** What time it is in there. */
  readonly clock: SandboxClock;
  /** Stops listening, cuts what is open and removes the temporary folder. */
  close(): Promise<void>;
}

/**
 * Starts embedded look-alike servers: same answers, same quirks, no network.
 *
 * What is asked of a look-alike that was not started throws a plain Error that says so.
 *
 * @example
 * ```ts
 * await using sandbox = await startSandbox({ nextcloud: true });
 * const answer = await fetch(`${sandbox.url.nextcloud}/status.php`);
 * console.log(await answer.json());
 * ```
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const temporary = options.dataDir === undefined;
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "scanferry-sandbox-")));
  const nextcloudOptions =
    options.nextcloud === true ? {} : options.nextcloud === false ? undefined : options.nextcloud;
  const clock = new SandboxClock(nextcloudOptions);
  const faults = new FaultList();
  const log = new RequestLog();
  const shared = { dataDir, host: options.host ?? "127.0.0.1", port: options.port ?? 0, clock, faults, log };
  const removeData = async (): Promise<void> => {
    if (temporary) await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const nextcloud =
      nextcloudOptions === undefined ? undefined : await startNextcloud(nextcloudOptions, shared);
    const close = async (): Promise<void> => {
      await nextcloud?.server.close();
      await removeData();
    };
    return {
      url: part("nextcloud", nextcloud?.server.url),
      credentials: part("nextcloud", nextcloud?.credentials),
      state: part("nextcloud", nextcloud?.state),
      faults,
      log,
      clock,
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await removeData();
    throw error;
  }
}

/** One look-alike's entry under its name; asking for one that was not started says so. */
function part<T>(name: "nextcloud", value: T | undefined): { readonly nextcloud: T } {
  return {
    get [name](): T {
      if (value === undefined)
        throw new Error(`the sandbox was started without ${name}: startSandbox({ ${name}: true })`);
      return value;
    },
  };
}
