import { createReadStream } from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { buildForChild, type ChildBuild } from "./support/run-child.js";

const sizeBytes = 1024 ** 3 + 12_345;
const limitMb = 150;

let child: ChildBuild;
let dir: string;
let sparse: string;
let server: Server;
let url: string;
const received = { bytes: 0 };

beforeAll(async () => {
  child = await buildForChild("memory");
  dir = await mkdtemp(join(tmpdir(), "scanferry-memory-"));
  sparse = join(dir, "sparse.bin");
  // A sparse file, not a generator of zeros: that one grew to gigabytes for reasons of its own.
  const file = await open(sparse, "w");
  await file.truncate(sizeBytes);
  await file.close();
  server = createServer((request, response) => {
    if (request.method === "GET") {
      response.writeHead(200, { "content-length": sizeBytes, "content-type": "application/octet-stream" });
      createReadStream(sparse, { highWaterMark: 256 * 1024 }).pipe(response);
      return;
    }
    received.bytes = 0;
    request.on("data", (chunk: Buffer) => (received.bytes += chunk.length));
    request.on("end", () => response.writeHead(201).end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(async () => {
  await child.remove();
  await rm(dir, { recursive: true, force: true });
  server.closeAllConnections();
  server.close();
});

const prelude = (): string => `
  import { createReadStream } from "node:fs";
  import { collect, createHttp, download, httpSink, openFromHttp, upload } from "@scanferry/transfer";
  const http = createHttp({ baseUrl: ${JSON.stringify(url)} });
  const sizeBytes = ${String(sizeBytes)};
  const report = async (results) => {
    const { done, bytes, results: [first] } = await collect(results);
    const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
    console.log(JSON.stringify({ done, bytes, peakMb, error: first?.error?.code }));
    await http.close();
  };
`;

interface Report {
  done: number;
  bytes: number;
  peakMb: number;
  error?: string;
}

describe("a body of more than 1 GiB", () => {
  it("comes down, is hashed and written without being held in memory", async () => {
    const script = `${prelude()}
      await report(download([{ id: "big", target: "big.bin", sizeBytes, open: openFromHttp(http, "/big") }], ${JSON.stringify(join(dir, "out"))}));`;
    const { stdout, stderr } = await child.run(script);
    expect(stderr).toBe("");
    const report = JSON.parse(stdout) as Report;
    expect(report).toMatchObject({ done: 1, bytes: sizeBytes });
    expect(report.peakMb).toBeLessThan(limitMb);
    await rm(join(dir, "out"), { recursive: true });
  }, 120_000);

  it("goes up, counted and hashed, without being held in memory", async () => {
    const script = `${prelude()}
      const open = () => createReadStream(${JSON.stringify(sparse)}, { highWaterMark: 256 * 1024 });
      await report(upload([{ id: "big", target: "/big", sizeBytes, open, put: async () => httpSink(http, "/big") }]));`;
    const { stdout, stderr } = await child.run(script);
    expect(stderr).toBe("");
    const report = JSON.parse(stdout) as Report;
    expect(report).toMatchObject({ done: 1, bytes: sizeBytes });
    expect(received.bytes).toBe(sizeBytes);
    expect(report.peakMb).toBeLessThan(limitMb);
  }, 120_000);
});

describe("a million items", () => {
  it("are planned, checked, journalled and reported with a heap of 64 MB", async () => {
    // Items that the server says are unchanged or that fail cost no disk space; every thousandth one is written.
    const script = `
      import { collect, download } from "@scanferry/transfer";
      const count = 1_000_000;
      async function* items() {
        for (let n = 0; n < count; n++) {
          const id = "project/subject-" + (n % 1000) + "/scan-" + Math.floor(n / 1000) + "/0001.dcm";
          const body = (async function* () { yield Buffer.from(String(n)); })();
          yield { id, target: id, open: async () => {
            if (n % 1000 === 0) return { status: "full", body };
            throw Object.assign(new Error("gone"), { code: "ENOENT" });
          } };
        }
      }
      const out = ${JSON.stringify(join(dir, "million"))};
      const seen = new Map();
      const onEvent = (event) => seen.set(event.type, (seen.get(event.type) ?? 0) + 1);
      const { done, failed } = await collect(download(items(), out, { concurrency: 16, retries: 0, onEvent }), { keep: "none" });
      console.log(JSON.stringify({ done, failed, events: Object.fromEntries(seen), peakMb: Math.round(process.resourceUsage().maxRSS / 1024) }));
    `;
    const { stdout, stderr, code } = await child.run(script, { nodeOptions: ["--max-old-space-size=64"] });
    expect(stderr.slice(0, 2000)).toBe("");
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as {
      done: number;
      failed: number;
      events: Record<string, number>;
      peakMb: number;
    };
    expect(report).toMatchObject({
      done: 1000,
      failed: 999_000,
      events: { plan: 1_000_000, result: 1_000_000, summary: 1 },
    });
    // 64 MB of heap, the hashes of a million paths (outside of the heap), and node itself.
    expect(report.peakMb).toBeLessThan(300);
  }, 300_000);
});
