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

const itemId = `(n) => "project/subject-" + (n % 1000) + "/scan-" + Math.floor(n / 1000) + "/0001.dcm"`;

describe("many items with a small heap", () => {
  it("are planned, checked and reported, a million of them, with 48 MB of heap", async () => {
    const script = `
      import { collect, download } from "@scanferry/transfer";
      const idOf = ${itemId};
      async function* items() {
        for (let n = 0; n < 1_000_000; n++) yield { id: idOf(n), target: idOf(n), open: async () => ({ status: "unchanged" }) };
      }
      const events = {};
      const onEvent = ({ type }) => { events[type] = (events[type] ?? 0) + 1; };
      const options = { concurrency: 16, dryRun: true, onEvent };
      const { planned, failed } = await collect(download(items(), ${JSON.stringify(join(dir, "million"))}, options), { keep: "none" });
      console.log(JSON.stringify({ planned, failed, events, peakMb: Math.round(process.resourceUsage().maxRSS / 1024) }));
    `;
    const { stdout, stderr } = await child.run(script, { nodeOptions: ["--max-old-space-size=48"] });
    expect(stderr.slice(0, 2000)).toBe("");
    const report = JSON.parse(stdout) as { peakMb: number };
    const million = 1_000_000;
    expect(report).toMatchObject({
      planned: million,
      failed: 0,
      events: { plan: million, result: million, summary: 1 },
    });
    // The heap, node itself, and the hashes of two million paths (32 to 96 MB while they are being moved).
    expect(report.peakMb).toBeLessThan(280);
  }, 400_000);

  it("are sent, journalled and found again, 100,000 of them, with 32 MB of heap", async () => {
    const script = `
      import { collect, openJournal, upload } from "@scanferry/transfer";
      const idOf = ${itemId};
      let sent = 0;
      const write = async ({ source }) => { for await (const chunk of source) sent += chunk.length; };
      async function* items() {
        for (let n = 0; n < 100_000; n++) {
          const data = Buffer.from(String(n));
          yield { id: idOf(n), target: idOf(n), sizeBytes: data.length, fingerprint: String(n),
            open: async function* () { yield data; }, put: async () => ({ write, finish: async () => ({}) }) };
        }
      }
      const journal = await openJournal(${JSON.stringify(join(dir, "journal.ndjson"))});
      const first = await collect(upload(items(), { concurrency: 16, journal }), { keep: "none" });
      const again = await collect(upload(items(), { concurrency: 16, journal }), { keep: "none" });
      await journal.close();
      console.log(JSON.stringify({ done: first.done, unchanged: again.unchanged, sent, peakMb: Math.round(process.resourceUsage().maxRSS / 1024) }));
    `;
    const { stdout, stderr } = await child.run(script, { nodeOptions: ["--max-old-space-size=32"] });
    expect(stderr.slice(0, 2000)).toBe("");
    const report = JSON.parse(stdout) as { peakMb: number };
    expect(report).toMatchObject({ done: 100_000, unchanged: 100_000, sent: 488_890 });
    expect(report.peakMb).toBeLessThan(200);
  }, 400_000);
});
