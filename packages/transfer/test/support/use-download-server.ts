import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";

import { createHttp, type Http } from "../../src/index.js";
import { FaultServer } from "./fault-server.js";
import { noise } from "./noise.js";

/** What the server gives unless a test says otherwise. */
export const content = noise(300_000);

/** The folder, the server and the connection of the test that runs: other ones in each test. */
export let dir: string;
export let server: FaultServer;
export let http: Http;

/** Gives each test of the file an empty folder, a server and a connection to it, and clears them away. */
export function useDownloadServer(): void {
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "scanferry-download-"));
    server = await new FaultServer({ content }).listen();
    http = createHttp({ baseUrl: server.url, network: { stallMs: 2000 } });
  });
  afterEach(async () => {
    await http.close();
    await server.close();
    await rm(dir, { recursive: true, force: true });
  });
}
