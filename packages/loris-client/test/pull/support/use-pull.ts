import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  startSandbox,
  type LorisSandboxOptions,
  type Sandbox,
  type SandboxLorisImage,
} from "@scanferry/sandbox";
import { collect, type Collected, type TransferEvent } from "@scanferry/transfer";
import { onTestFinished } from "vitest";

import { LorisClient, type ConnectOptions, type PullOptions } from "../../../src/index.js";

/** One look-alike LORIS, a connected client and an output folder. */
export interface PullStage {
  sandbox: Sandbox;
  loris: LorisClient;
  dir: string;
  events: TransferEvent[];
  /** Logs in anew, as the next run of a program would. */
  reconnect(): Promise<void>;
  /** Pulls, gathers the results and forgets the requests of before. */
  pull(options?: PullOptions): Promise<Collected>;
  /** Paths of all files below the folder, sorted; what the engine keeps for itself left out unless asked for. */
  tree(options?: { sidecars?: boolean; internal?: boolean }): Promise<string[]>;
  text(path: string): Promise<string>;
  write(path: string, data: string | Uint8Array): Promise<void>;
  /** Bytes of image bodies that the server sent since the last pull began. */
  imageBytes(): number;
  images(): SandboxLorisImage[];
  warnings(): string[];
}

/** Starts a stage; it is taken down after the test. Waits cost nothing in it. */
export async function usePull(
  options: LorisSandboxOptions = {},
  connect: Partial<ConnectOptions> = {},
): Promise<PullStage> {
  const sandbox = await startSandbox({ loris: { dialect: "preventad", ...options } });
  onTestFinished(() => sandbox.close());
  const dir = await mkdtemp(join(tmpdir(), "scanferry-pull-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const connected = async (): Promise<LorisClient> => {
    const client = await LorisClient.connect({
      baseUrl: sandbox.url.loris,
      auth: sandbox.credentials.loris,
      now: () => sandbox.clock.now(),
      sleep: () => Promise.resolve(),
      ...connect,
    });
    onTestFinished(() => client.close());
    return client;
  };
  const stage = { loris: await connected() };
  const events: TransferEvent[] = [];
  return {
    sandbox,
    get loris() {
      return stage.loris;
    },
    reconnect: async () => {
      stage.loris = await connected();
    },
    dir,
    events,
    pull: (pullOptions = {}) => {
      sandbox.log.clear();
      events.length = 0;
      return collect(
        stage.loris.pull(dir, { concurrency: 8, onEvent: (event) => events.push(event), ...pullOptions }),
      );
    },
    tree: async ({ sidecars = false, internal = false } = {}) => {
      const entries = await readdir(dir, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
        .filter((path) => internal || !path.startsWith(".scanferry"))
        .filter((path) => sidecars || !/(^|\/)\.[^/]*\.etag$/.test(path))
        .sort();
    },
    text: (path) => readFile(join(dir, path), "utf8"),
    write: (path, data) => writeFile(join(dir, path), data),
    imageBytes: () =>
      sandbox.log
        .find("GET", /\.(nii\.gz|mnc)$|\/format\/nifti$/)
        .reduce((sum, { responseBytes }) => sum + responseBytes, 0),
    images: () => [...sandbox.state.loris.images()],
    warnings: () => events.flatMap((event) => (event.type === "warning" ? [event.message] : [])),
  };
}
