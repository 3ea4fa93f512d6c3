/*
 * How fast an encrypted archive is written, beside 7-Zip, zip.js and Info-ZIP: 512 MiB of random bytes, stored, on a memory disk.
 *
 *   npx nx build zip-crypt && node --no-warnings --loader ts-node/esm bench/zip-crypt.ts [ROUNDS]
 *
 * Asked for: at least 3.5 times zip.js's own AES, at least 0.75 times 7-Zip's AES-256, at least 10 times a deflating ZipCrypto
 * (Info-ZIP `zip -P`, what labs use today by way of pyminizip), at most 150 MB of memory. The writers take turns in each round, and
 * every ratio is taken within its round, so that other work on the machine meets all of them. CPU time is shown beside wall time,
 * because it hardly depends on what else runs. Each writer is a process of its own; the start of node is not counted, as little as
 * that of 7-Zip, which is shown as `7z (start only)`. Our row with SHA-256 also gives the digest of the archive, which no peer does.
 */
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, open, rm, stat } from "node:fs/promises";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";

const mib = 1024 * 1024;
const sizeBytes = 512 * mib;
const rounds = Number(process.argv[2] ?? 7);

interface Run {
  wallMs: number;
  cpuMs: number;
  peakMb: number;
}

const folder = await mkdtemp(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "zip-crypt-bench-"));
const source = join(folder, "random.bin");
const out = join(folder, "out.zip");

const measured = `
import { readFileSync } from "node:fs";
async function measured(work) {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const wallMs = performance.now() - start;
  const used = process.cpuUsage(cpu);
  const status = process.platform === "linux" ? readFileSync("/proc/self/status", "utf8") : "";
  const peakMb = Number(/VmHWM:\\s+(\\d+)/.exec(status)?.[1] ?? process.resourceUsage().maxRSS) / 1024;
  console.log(JSON.stringify({ wallMs, cpuMs: (used.user + used.system) / 1000, peakMb }));
}`;

const ours = (options: string, sink: "file" | "stream"): string => `${measured}
import { open } from "node:fs/promises";
import { createZip, zipStream } from "@scanferry/zip-crypt";
const entries = [{ name: "random.bin", source: ${JSON.stringify(source)} }];
await measured(async () => {
  ${
    sink === "file"
      ? `await createZip(${JSON.stringify(out)}, entries, ${options});`
      : `for await (const chunk of zipStream(entries, ${options}).stream) void chunk;`
  }
});`;

const zipJs = `${measured}
import { createReadStream, createWriteStream } from "node:fs";
import { Readable, Writable } from "node:stream";
import { ZipWriter, configure } from "@zip.js/zip.js";
configure({ chunkSize: 256 * 1024 });
await measured(async () => {
  const writer = new ZipWriter(Writable.toWeb(createWriteStream(${JSON.stringify(out)})));
  const readable = Readable.toWeb(createReadStream(${JSON.stringify(source)}, { highWaterMark: 256 * 1024 }));
  await writer.add("random.bin", readable, { password: "p", encryptionStrength: 3, level: 0 });
  await writer.close();
});`;

type Writer = () => Run | undefined;
const writers: Record<string, Writer> = {
  "ours, AES-256": () => node(ours('{ password: "p", sha256: false }', "file")),
  "ours, AES-256, with SHA-256": () => node(ours('{ password: "p" }', "file")),
  "ours, AES-256, zipStream to nowhere": () => node(ours('{ password: "p" }', "stream")),
  "ours, ZipCrypto": () => node(ours('{ password: "p", encryption: "zipcrypto", sha256: false }', "file")),
  "zip.js, AES-256, level 0": () => node(zipJs),
  "7-Zip, AES-256, store": () => program("7z", ["a", "-tzip", "-mem=AES256", "-mx0", "-pp", out, source]),
  "7z (start only)": () => program("7z", ["i"]),
  "Info-ZIP, ZipCrypto, store": () => program("zip", ["-q", "-0", "-P", "p", out, source]),
  "Info-ZIP, ZipCrypto, deflate": () => program("zip", ["-q", "-P", "p", out, source]),
};

const runs = new Map<string, Run[]>(Object.keys(writers).map((name) => [name, []]));
try {
  await writeRandom();
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, write] of Object.entries(writers)) {
      await rm(out, { force: true });
      const run = write();
      if (run === undefined) continue;
      runs.get(name)?.push(run);
      const writes = !name.includes("zipStream") && !name.includes("start only");
      if (writes && (await stat(out)).size < sizeBytes) throw new Error(`${name} wrote too little`);
    }
  }
  print();
} finally {
  await rm(folder, { recursive: true, force: true });
}

function node(script: string): Run {
  const args = ["--input-type=module", "-e", script];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Run;
}

function program(name: string, args: string[]): Run | undefined {
  const start = performance.now();
  // GNU time gives the CPU seconds and the peak of the program alone; without it only the wall time is known.
  const timed = existsSync("/usr/bin/time");
  const { status, stderr, error } = timed
    ? spawnSync("/usr/bin/time", ["-f", "%U %S %M", name, ...args], { encoding: "utf8" })
    : spawnSync(name, args, { encoding: "utf8" });
  const wallMs = performance.now() - start;
  if (error !== undefined || status !== 0) return undefined;
  const [user, system, peakKb] = (timed ? (stderr.trim().split("\n").at(-1) ?? "") : "")
    .split(" ")
    .map(Number);
  return {
    wallMs,
    cpuMs: ((user ?? Number.NaN) + (system ?? Number.NaN)) * 1000,
    peakMb: (peakKb ?? Number.NaN) / 1024,
  };
}

async function writeRandom(): Promise<void> {
  const file = await open(source, "w");
  for (let written = 0; written < sizeBytes; written += 16 * mib) await file.write(randomBytes(16 * mib));
  await file.close();
}

function print(): void {
  const mbPerSecond = (ms: number): number => sizeBytes / mib / (ms / 1000);
  console.log(
    `${String(rounds)} rounds, ${String(cpus().length)} cores, load ${loadavg()[0]?.toFixed(1) ?? "?"}\n`,
  );
  console.log("| writer | MB/s min | median | max | per CPU second | peak MB |\n|---|---|---|---|---|---|");
  for (const [name, list] of runs) {
    if (list.length === 0 || name.includes("start only")) continue;
    const speeds = list.map(({ wallMs }) => mbPerSecond(wallMs)).sort((a, b) => a - b);
    const cpu = mbPerSecond(median(list.map(({ cpuMs }) => cpuMs)));
    const peak = Math.max(...list.map(({ peakMb }) => peakMb));
    const numbers = [speeds[0], median(speeds), speeds.at(-1), cpu, peak].map((value) =>
      (value ?? 0).toFixed(0),
    );
    console.log(`| ${name} | ${numbers.join(" | ")} |`);
  }
  const start = runs.get("7z (start only)")?.map(({ wallMs }) => wallMs) ?? [];
  if (start.length > 0) console.log(`\nA 7-Zip that does nothing takes ${median(start).toFixed(0)} ms.`);
  console.log(
    "\n| ours, AES-256, against | asked | wall: min | median | max | CPU: median |\n|---|---|---|---|---|---|",
  );
  for (const [peer, asked] of [
    ["zip.js, AES-256, level 0", 3.5],
    ["7-Zip, AES-256, store", 0.75],
    ["Info-ZIP, ZipCrypto, deflate", 10],
  ] as const) {
    const wall = ratios(peer, (run) => run.wallMs);
    if (wall.length === 0) continue;
    const cpu = median(ratios(peer, (run) => run.cpuMs));
    const numbers = [wall[0] ?? 0, median(wall), wall.at(-1) ?? 0, cpu].map((value) => value.toFixed(2));
    console.log(`| ${peer} | ${String(asked)} | ${numbers.join(" | ")} |`);
  }
}

/** How many times faster ours was than the peer, round by round, sorted. */
function ratios(peer: string, cost: (run: Run) => number): number[] {
  const mine = runs.get("ours, AES-256") ?? [];
  const theirs = runs.get(peer) ?? [];
  return theirs.map((run, round) => cost(run) / cost(mine[round] ?? run)).sort((a, b) => a - b);
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
