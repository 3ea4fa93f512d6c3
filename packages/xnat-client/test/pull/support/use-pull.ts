import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox, type Sandbox, type XnatSandboxOptions } from "@scanferry/sandbox";
import { collect, type Collected, type Http, type TransferEvent } from "@scanferry/transfer";
import { expect, onTestFinished } from "vitest";

import type { ConnectOptions } from "../../../src/client/connect-options.js";
import { connect } from "../../../src/client/connect.js";
import type { XnatContext } from "../../../src/context.js";
import type { PullOptions, PullScope } from "../../../src/pull/pull-options.js";
import { pull } from "../../../src/pull/pull.js";
import { editedList } from "../../select/support/edited-list.js";

/** One look-alike XNAT, a connection and an output folder. */
export interface PullStage {
  sandbox: Sandbox;
  ctx: XnatContext;
  dir: string;
  events: TransferEvent[];
  /** Pulls the project SANDBOX unless told otherwise, gathers the results and forgets the requests of before. */
  pull(options?: PullOptions, scope?: PullScope): Promise<Collected>;
  /** From now on, lists whose path ends so have other rows. */
  editList(ending: string, edit: (rows: Record<string, string>[]) => void): void;
  /** Paths of all files below the folder, sorted; what the engine keeps for itself left out. */
  tree(): Promise<string[]>;
  read(path: string): Promise<Buffer>;
  write(path: string, data: string | Uint8Array): Promise<void>;
  /** Requests since the last pull began, as `PATH?format`, that match. */
  asked(pattern: RegExp): string[];
  zips(): number;
  singles(): number;
  warnings(): string[];
  /** Compares the files of a resource, by their path below it, with those in a folder, byte by byte; gives their number. */
  same(resource: string, folder: string, nameOf?: (stored: string) => string): Promise<number>;
}

/** Starts a stage; it is taken down after the test. Waits cost nothing in it. */
export async function usePull(
  options: XnatSandboxOptions = {},
  connecting: Partial<ConnectOptions> = {},
): Promise<PullStage> {
  const sandbox = await startSandbox({ xnat: options });
  onTestFinished(() => sandbox.close());
  const dir = await mkdtemp(join(tmpdir(), "scanferry-pull-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const connected = await connect({
    baseUrl: sandbox.url.xnat,
    auth: sandbox.credentials.xnat,
    keepAlive: false,
    now: () => sandbox.clock.now(),
    sleep: () => Promise.resolve(),
    ...connecting,
  });
  onTestFinished(() => connected.http.close());
  const requests: string[] = [];
  const ctx: XnatContext = { ...connected, http: listening(connected.http, requests) };
  let edited = ctx;
  const events: TransferEvent[] = [];
  const asked = (pattern: RegExp): string[] => requests.filter((request) => pattern.test(request));
  return {
    sandbox,
    ctx,
    dir,
    events,
    pull: (pullOptions = {}, scope = { project: "SANDBOX" }) => {
      sandbox.log.clear();
      requests.length = 0;
      events.length = 0;
      const onEvent = (event: TransferEvent): void => void events.push(event);
      return collect(pull(edited, scope, dir, { concurrency: 8, onEvent, ...pullOptions }));
    },
    editList: (ending, edit) => void (edited = editedList(edited, ending, edit)),
    tree: async () => {
      const entries = await readdir(dir, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
        .filter((path) => !path.startsWith(".scanferry"))
        .sort();
    },
    read: (path) => readFile(join(dir, path)),
    write: (path, data) => writeFile(join(dir, path), data),
    asked,
    zips: () => asked(/\?zip$/).length,
    singles: () => asked(/\/files\/[^?]/).length,
    warnings: () => events.flatMap((event) => (event.type === "warning" ? [event.message] : [])),
    same: async (resource, folder, nameOf = (stored) => stored) => {
      const files = sandbox.state.xnat.files(resource);
      for (const { path } of files) {
        const there = await sandbox.state.xnat.fileBytes(resource, path);
        const here = await readFile(join(dir, folder, nameOf(path)));
        expect(here.equals(there), `${resource}/${path} is as on the server`).toBe(true);
      }
      return files.length;
    },
  };
}

/** Notes what is asked for: the sandbox's own log has no values of queries. */
function listening(http: Http, requests: string[]): Http {
  const bytes: Http["bytes"] = (method, path, options) => {
    const { query } = options ?? {};
    const format = query instanceof URLSearchParams ? undefined : query?.["format"];
    requests.push(`${String(path)}${format === undefined ? "" : `?${String(format)}`}`);
    return http.bytes(method, path, options);
  };
  return new Proxy(http, {
    get: (target, name): unknown => (name === "bytes" ? bytes : Reflect.get(target, name)),
  });
}
