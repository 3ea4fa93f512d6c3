import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FaultList } from "./faults/fault-list.js";
import { RequestLog } from "./log/request-log.js";
import type { LorisCredentials, LorisSandboxOptions } from "./loris/loris-options.js";
import type { LorisState } from "./loris/loris-state.js";
import { startLoris } from "./loris/start-loris.js";
import type { NextcloudSandboxOptions } from "./nextcloud/nextcloud-options.js";
import type { NextcloudCredentials } from "./nextcloud/nextcloud-credentials.js";
import type { NextcloudState } from "./nextcloud/nextcloud-state.js";
import { startNextcloud } from "./nextcloud/start-nextcloud.js";
import { SandboxClock } from "./server/clock.js";
import type { RunningServer } from "./server/http-server.js";
import { startXnat } from "./xnat/start-xnat.js";
import type { XnatCredentials, XnatSandboxOptions } from "./xnat/xnat-options.js";
import type { XnatState } from "./xnat/xnat-state.js";

/** Which look-alikes to start. */
export interface SandboxOptions {
  /** The look-alike Nextcloud. @default false */
  readonly nextcloud?: boolean | NextcloudSandboxOptions;
  /** The look-alike LORIS. @default false */
  readonly loris?: boolean | LorisSandboxOptions;
  /** The look-alike XNAT. @default false */
  readonly xnat?: boolean | XnatSandboxOptions;
  /** Port of the first server (Nextcloud, LORIS, XNAT), the next one has the next; 0 picks free ones. @default 0 */
  readonly port?: number;
  /** Address to listen on. @default "127.0.0.1" */
  readonly host?: string;
  /** Where uploaded bytes go; a fresh temporary folder, removed by `close()`, when left out. */
  readonly dataDir?: string;
}

/** The running look-alikes. */
export interface Sandbox extends AsyncDisposable {
  /** Base URLs without a slash at the end; XNAT's with its context path. */
  readonly url: { readonly nextcloud: string; readonly loris: string; readonly xnat: string };
  readonly credentials: {
    readonly nextcloud: NextcloudCredentials;
    readonly loris: LorisCredentials;
    readonly xnat: XnatCredentials;
  };
  /** Things that go wrong on demand. */
  readonly faults: FaultList;
  /** Requests seen. */
  readonly log: RequestLog;
  /** Looks inside, past HTTP. */
  readonly state: {
    readonly nextcloud: NextcloudState;
    readonly loris: LorisState;
    readonly xnat: XnatState;
  };
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
  const nextcloudOptions = wanted(options.nextcloud);
  const lorisOptions = wanted(options.loris);
  const xnatOptions = wanted(options.xnat);
  // One time for all: whichever look-alike was given a clock sets it.
  const clock = new SandboxClock({ ...nextcloudOptions, ...lorisOptions, ...xnatOptions });
  const faults = new FaultList();
  const log = new RequestLog();
  const shared = { dataDir, host: options.host ?? "127.0.0.1", clock, faults, log };
  const ports = consecutive(options.port ?? 0);
  const servers: RunningServer[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.close()));
    if (temporary) await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  const started = <T extends { readonly server: RunningServer }>(running: T): T => {
    servers.push(running.server);
    return running;
  };
  try {
    const nextcloud =
      nextcloudOptions && started(await startNextcloud(nextcloudOptions, { ...shared, port: ports() }));
    const loris = lorisOptions && started(await startLoris(lorisOptions, { ...shared, port: ports() }));
    const xnat = xnatOptions && started(await startXnat(xnatOptions, { ...shared, port: ports() }));
    return {
      url: parts({ nextcloud: nextcloud?.server.url, loris: loris?.server.url, xnat: xnat?.url }),
      credentials: parts({
        nextcloud: nextcloud?.credentials,
        loris: loris?.credentials,
        xnat: xnat?.credentials,
      }),
      state: parts({ nextcloud: nextcloud?.state, loris: loris?.state, xnat: xnat?.state }),
      faults,
      log,
      clock,
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function wanted<T extends object>(option: boolean | T | undefined): T | Record<string, never> | undefined {
  return option === true ? {} : option === false ? undefined : option;
}

/** Ports one after the other from the first on; always 0 when free ones are to be picked. */
function consecutive(first: number): () => number {
  let next = first;
  return () => (first === 0 ? 0 : next++);
}

/** The look-alikes' entries under their names; asking for one that was not started says so. */
function parts<T extends object>(entries: T): { readonly [Name in keyof T]: Exclude<T[Name], undefined> } {
  const all = {};
  for (const [name, value] of Object.entries(entries))
    Object.defineProperty(all, name, {
      enumerable: value !== undefined,
      get: (): unknown => {
        if (value !== undefined) return value;
        throw new Error(`the sandbox was started without ${name}: startSandbox({ ${name}: true })`);
      },
    });
  return all as { readonly [Name in keyof T]: Exclude<T[Name], undefined> };
}
