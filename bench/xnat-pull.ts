/*
 * How fast a study comes from XNAT, beside parallel curl with unzip and beside a client that takes one zip after the other as xnatpy and
 * pyxnat do, from the look-alike XNAT (1.6: stored zips, no digests).
 *
 *   npx nx run-many -t build -p xnat-client sandbox && node --no-warnings --loader ts-node/esm bench/xnat-pull.ts [SESSIONS] [SCANS] [FILES] [ROUNDS] [ONE]
 *
 * Asked for: 20 sessions of 10 scans of 60 files of 200 KB (2.4 GB), 20 ms before each answer, 8 at once: at least 0.9 of 8 curl
 * processes with unzip, 1.6 times the sequential client, and 2.5 times at 100 ms; at most 200 MB; nothing new in at most 5 s. One scan
 * of ONE files (2,000): at least 0.8 of curl with unzip. The server and everything that is measured are processes of their own; the start
 * of Node and Python is not counted, that of curl and unzip is. Peers get a session and the addresses for nothing; ours logs in, lists,
 * counts, hashes, flushes, renames and keeps journal and manifest. "Bare bytes" are the curl processes with nowhere to write to.
 */
import { execFileSync } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startSandbox, type XnatSandboxOptions } from "@scanferry/sandbox";

import { curlAlone, curlAndUnzip, filesBelow, giftOf, presentPeers, sequential } from "./xnat-peer.js";
import { withServer, type Login } from "./with-server.js";

const fileBytes = 200_000;
const parallel = 8;
const root = fileURLToPath(new URL("..", import.meta.url));
const [, self = "", first = "20", second = "10", third = "60", fourth = "3", fifth = "2000"] = process.argv;
const peers = presentPeers();

interface Run {
  ms: number;
  peakMb: number;
  done: number;
  unchanged: number;
}

interface Study {
  sessions: number;
  scans: number;
  files: number;
}

if (first === "serve") await serve(JSON.parse(second) as XnatSandboxOptions);
else {
  const study = { sessions: Number(first), scans: Number(second), files: Number(third) };
  for (const latencyMs of [20, 100]) await manyScans(study, latencyMs, Number(fourth));
  await oneScan(Number(fifth), Number(fourth));
}

async function serve(options: XnatSandboxOptions): Promise<void> {
  const sandbox = await startSandbox({ xnat: options });
  process.send?.({ url: sandbox.url.xnat, ...sandbox.credentials.xnat } satisfies Login);
  process.on("disconnect", () => process.exit());
}

/** Starts a server for as long as the work takes, with a folder on a memory disk where there is one. */
async function against(
  { sessions, scans, files }: Study,
  latencyMs: number,
  work: (login: Login, dir: string) => Promise<void>,
): Promise<void> {
  const made = Array.from({ length: scans }, (_, n) => ({ id: String(n + 1), type: "T1w" }));
  const project = {
    id: "BENCH",
    subjects: sessions,
    scans: made,
    filesPerScan: files,
    resources: ["DICOM"],
    fileBytes,
  };
  const options: XnatSandboxOptions = { latencyMs, projects: [project] };
  await withServer({ program: self, name: "xnat-pull-", options }, work);
}

async function manyScans(study: Study, latencyMs: number, rounds: number): Promise<void> {
  const count = study.sessions * study.scans * study.files;
  await against(study, latencyMs, async (login, dir) => {
    const gift = await giftOf(login, "BENCH");
    const times = { ours: [] as number[], curl: [] as number[], one: [] as number[], bare: [] as number[] };
    const again: number[] = [];
    let peakMb = 0;
    const out = join(dir, "out");
    for (let round = 0; round < rounds; round += 1) {
      if (peers.curl) {
        times.bare.push(await curlAlone(gift, await emptied(out), parallel));
        times.curl.push(await curlAndUnzip(gift, await emptied(out), parallel));
        await check(out, count);
      }
      if (peers.python) {
        times.one.push(sequential(gift, await emptied(out)));
        await check(out, count);
      }
      const run = ours(login, await emptied(out));
      await check(out, count);
      times.ours.push(run.ms);
      const rerun = ours(login, out);
      if (rerun.unchanged < count) throw new Error(`only ${String(rerun.unchanged)} files were unchanged`);
      again.push(rerun.ms);
      peakMb = Math.max(peakMb, run.peakMb, rerun.peakMb);
    }
    const asked = latencyMs === 20 ? { curl: 0.9, one: 1.6 } : { one: 2.5 };
    console.log(
      `${String(study.sessions)} × ${String(study.scans)} × ${String(study.files)} files, ${String(latencyMs)} ms, ` +
        `xnat.pull ${spread(times.ours)}, peak ${peakMb.toFixed(0)} MB (asked for: 200)`,
    );
    report(`${String(parallel)} curl + unzip`, times.curl, times.ours, asked.curl);
    report("one zip after the other", times.one, times.ours, asked.one);
    report("bare bytes", times.bare, times.ours);
    console.log(`  nothing new: ${spread(again)} (asked for: 5 s for 12,000 files)`);
  });
}

async function oneScan(files: number, rounds: number): Promise<void> {
  await against({ sessions: 1, scans: 1, files }, 20, async (login, dir) => {
    const gift = await giftOf(login, "BENCH");
    const times = { ours: [] as number[], curl: [] as number[] };
    let peakMb = 0;
    const out = join(dir, "out");
    for (let round = 0; round < rounds; round += 1) {
      if (peers.curl) times.curl.push(await curlAndUnzip(gift, await emptied(out), 1));
      const run = ours(login, await emptied(out));
      await check(out, files);
      times.ours.push(run.ms);
      peakMb = Math.max(peakMb, run.peakMb);
    }
    console.log(
      `one scan of ${String(files)} files: xnat.pull ${spread(times.ours)}, peak ${peakMb.toFixed(0)} MB`,
    );
    report("curl + unzip", times.curl, times.ours, 0.8);
  });
}

/** One pull in a process of its own, without the compiler that this file runs under: its memory would be counted too. */
function ours({ url, username, password }: Login, dir: string): Run {
  const script = `
    import { XnatClient } from "@scanferry/xnat-client";
    import { collect } from "@scanferry/transfer";
    const [connection, dir, options] = JSON.parse(process.argv[1]);
    const start = performance.now();
    const xnat = await XnatClient.connect(connection);
    const { done, unchanged, failed, results } = await collect(xnat.project("BENCH").pull(dir, options), { keep: "failed" });
    await xnat.close();
    if (failed > 0) throw results[0].error;
    const peakMb = process.resourceUsage().maxRSS / 1024;
    console.log(JSON.stringify({ ms: performance.now() - start, peakMb, done, unchanged }));
  `;
  const connection = { baseUrl: url, auth: { username, password } };
  const given = JSON.stringify([connection, dir, { concurrency: parallel }]);
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", script, given], {
    cwd: root,
    encoding: "utf8",
  });
  return JSON.parse(output) as Run;
}

/** What was not brought whole has no place in a comparison. */
async function check(dir: string, count: number): Promise<void> {
  const found = await filesBelow(dir);
  if (found !== count) throw new Error(`${String(found)} files instead of ${String(count)}`);
}

async function emptied(dir: string): Promise<string> {
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir);
  return dir;
}

/** How many times as fast as a peer, round by round. */
function report(peer: string, theirs: readonly number[], times: readonly number[], asked?: number): void {
  if (theirs.length === 0) {
    console.log(`  ${peer}: missing on this machine`);
    return;
  }
  const ratios = theirs.map((ms, round) => ms / (times[round] ?? Number.NaN));
  const range = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
  const wanted = asked === undefined ? "" : ` (asked for: ${String(asked)})`;
  console.log(`  ${peer} ${spread(theirs)}: ${median(ratios).toFixed(2)}×, ${range}${wanted}`);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function spread(ms: readonly number[]): string {
  const seconds = (value: number): string => (value / 1000).toFixed(1);
  return `${seconds(median(ms))} s (${seconds(Math.min(...ms))} to ${seconds(Math.max(...ms))})`;
}
