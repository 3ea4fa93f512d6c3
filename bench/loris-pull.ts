/*
 * How fast a study comes from LORIS, beside what labs use today and beside curl, from the look-alike LORIS (dialect PREVENT-AD).
 *
 *   npx nx run-many -t build -p loris-client sandbox && node --no-warnings --loader ts-node/esm bench/loris-pull.ts [FILES] [ROUNDS]
 *
 * Asked for: 2,000 files of 20 KB with 50 ms before each answer, 16 at once, at least 12 times as fast as the notebook's own loop
 * (`loris-peer.py`: one request at a time, each on a new connection, the file whole in memory), and as much in the next run, when
 * nothing is new; one image of 1 GiB at 0.8 of curl's rate at least, in at most 150 MB; 100,000 images planned in at most 200 MB.
 * The server, every run of ours and every peer is a process of its own; the start of Node and Python is not counted, that of curl is.
 * Ours logs in, plans, hashes, flushes, renames and keeps journal and manifest. Where Python or requests is missing, a loop in Node
 * makes the same requests as the notebook's; where curl is missing, its rows are left out.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startSandbox, type LorisSandboxOptions } from "@scanferry/sandbox";

import { api, get, loggedIn, notebookInNode, type PeerRun } from "./loris-peer.js";
import { withServer, type Login } from "./with-server.js";

const mib = 1024 * 1024;
const root = fileURLToPath(new URL("..", import.meta.url));
const [, self = "", first = "2000", second = "3"] = process.argv;

interface Run {
  ms: number;
  peakMb: number;
  done: number;
  unchanged: number;
  planned: number;
}

if (first === "serve") await serve(JSON.parse(second) as LorisSandboxOptions);
else await measure(Number(first), Number(second));

async function serve(options: LorisSandboxOptions): Promise<void> {
  const sandbox = await startSandbox({ loris: { dialect: "preventad", ...options } });
  process.send?.({ url: sandbox.url.loris, ...sandbox.credentials.loris } satisfies Login);
  process.on("disconnect", () => process.exit());
}

/** Starts a server for as long as the work takes, with a folder on a memory disk where there is one. */
async function against(
  options: LorisSandboxOptions,
  work: (login: Login, dir: string) => Promise<void>,
): Promise<void> {
  await withServer({ program: self, name: "loris-pull-", options }, work);
}

async function measure(files: number, rounds: number): Promise<void> {
  await manyFiles(files);
  await oneImage(rounds);
  await plan();
}

/** 40 candidates of one visit each; the scan types make up the number. */
async function manyFiles(files: number): Promise<void> {
  const candidates = Math.min(40, files);
  const scanTypes = Array.from({ length: Math.ceil(files / candidates) }, (_, n) => `t${String(n + 1)}`);
  const count = candidates * scanTypes.length;
  const study = { candidates, visits: ["PREBL00"], scanTypes, imageBytes: 20_000 };
  await against({ latencyMs: 50, study }, async (login, dir) => {
    const peer = hasRequests() ? notebook : notebookInNode;
    const options = { type: "minc", qc: false, concurrency: 16 };
    const theirs = join(dir, "theirs");
    await mkdir(theirs);
    for (const again of [false, true]) {
      const peerRun = await peer(login, theirs);
      const ourRun = ours(login, join(dir, "ours"), options);
      const met = again ? [peerRun.kept, ourRun.unchanged] : [peerRun.fetched, ourRun.done];
      if (met.some((number) => number < count))
        throw new Error(`not ${String(count)} files: ${met.join(", ")}`);
      console.log(
        `${String(count)} files${again ? ", nothing new" : ""}: ${peer.name} ${seconds(peerRun.ms)}, loris.pull ${seconds(ourRun.ms)}, ` +
          `${(peerRun.ms / ourRun.ms).toFixed(1)}× (asked for: 12), peak ${ourRun.peakMb.toFixed(0)} MB`,
      );
    }
  });
}

async function oneImage(rounds: number): Promise<void> {
  const study = { candidates: 1, visits: ["PREBL00"], scanTypes: ["t1"], imageBytes: 1024 * mib };
  await against({ study }, async (login, dir) => {
    const out = join(dir, "out");
    const link = await imageLink(login);
    const hasCurl = spawnSync("curl", ["--version"]).status === 0;
    const rates = { curl: [] as number[], ours: [] as number[], peakMb: 0 };
    for (let round = 0; round < rounds; round += 1) {
      await clear(out);
      const start = performance.now();
      if (hasCurl)
        execFileSync("curl", ["-sS", "--fail", "-H", link.header, "-o", join(out, "a.mnc"), link.url]);
      rates.curl.push(megabytesPerSecond(performance.now() - start));
      await clear(out);
      const run = ours(login, out, { type: "minc", qc: false });
      rates.ours.push(megabytesPerSecond(run.ms));
      rates.peakMb = Math.max(rates.peakMb, run.peakMb);
    }
    const versus = hasCurl
      ? `curl ${spread(rates.curl)}, ratio ${(median(rates.ours) / median(rates.curl)).toFixed(2)} (asked for: 0.8)`
      : "curl is missing";
    console.log(
      `1 GiB: loris.pull ${spread(rates.ours)}, ${versus}, peak ${rates.peakMb.toFixed(0)} MB (asked for: 150)`,
    );
  });
}

async function plan(): Promise<void> {
  const study = { candidates: 2500, visits: ["PREBL00", "PREFU12", "PREFU24", "PREFU36"] };
  await against({ study }, async (login, dir) => {
    const run = ours(login, join(dir, "out"), { type: "bids", dryRun: true });
    console.log(
      `100,000 images: ${String(run.planned)} files planned in ${seconds(run.ms)}, peak ${run.peakMb.toFixed(0)} MB (asked for: 200)`,
    );
  });
}

/** One pull in a process of its own, without the compiler that this file runs under: its memory would be counted too. */
function ours({ url, username, password }: Login, dir: string, options: object): Run {
  const script = `
    import { LorisClient } from "@scanferry/loris-client";
    import { collect } from "@scanferry/transfer";
    const [connection, dir, options] = JSON.parse(process.argv[1]);
    const start = performance.now();
    const loris = await LorisClient.connect(connection);
    const { done, unchanged, planned, failed, results } = await collect(loris.pull(dir, options), { keep: "failed" });
    await loris.close();
    if (failed > 0) throw results[0].error;
    const peakMb = process.resourceUsage().maxRSS / 1024;
    console.log(JSON.stringify({ ms: performance.now() - start, peakMb, done, unchanged, planned }));
  `;
  const given = JSON.stringify([{ baseUrl: url, auth: { username, password } }, dir, options]);
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", script, given], {
    cwd: root,
    encoding: "utf8",
  });
  return JSON.parse(output) as Run;
}

function hasRequests(): boolean {
  return spawnSync("python3", ["-c", "import requests"]).status === 0;
}

function notebook(login: Login, dir: string): Promise<PeerRun> {
  const script = join(root, "bench", "loris-peer.py");
  const args = [script, api(login), login.username, login.password, dir];
  return Promise.resolve(JSON.parse(execFileSync("python3", args, { encoding: "utf8" })) as PeerRun);
}

/** The address of the study's only image, and the header to ask for it with. */
async function imageLink(login: Login): Promise<{ url: string; header: string }> {
  const { header } = await loggedIn(login);
  const answer = await get(`${api(login)}/projects/loris/images`, { Authorization: header });
  const { Images } = JSON.parse(answer.body.toString()) as { Images: { Link: string }[] };
  return { url: api(login) + (Images[0]?.Link ?? ""), header: `Authorization: ${header}` };
}

async function clear(dir: string): Promise<void> {
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir);
}

function megabytesPerSecond(ms: number): number {
  return (1024 * mib) / 1000 / ms;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function spread(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return `${median(values).toFixed(0)} MB/s (${low.toFixed(0)} to ${high.toFixed(0)})`;
}
