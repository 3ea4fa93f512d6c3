/*
 * How fast files go to a DICOM receiver, beside DCMTK's storescu: 500 files (the Philips scans of ../shared/data repeated with new
 * UIDs; made-up ones of 100 KB where they are missing) to DCMTK's storescp.
 *
 *   npx nx build dicom && node --no-warnings --loader ts-node/esm bench/dicom-c-store.ts [FILES] [ROUNDS]
 *
 * Asked for: at least 1.0 times storescu. TCP_NODELAY=1 is set for both programs, since Debian's DCMTK leaves Nagle's delay on. The
 * senders take turns in each round, each to a receiver of its own with an empty folder on a memory disk. storescu's time is that of its process;
 * ours is told twice: of a whole node process, and of reading the headers and sending alone. "routed" patches the patient's comments on the way.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { connect, createServer, type AddressInfo } from "node:net";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";

const files = Number(process.argv[2] ?? 500);
const rounds = Number(process.argv[3] ?? 5);
const env = { ...process.env, TCP_NODELAY: "1" };
const folder = await mkdtemp(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "c-store-bench-"));
const source = join(folder, "source");

/** Repeats the scans under new SOP Instance UIDs of the same length, in the meta header as in the data set. */
async function makeSource(): Promise<number> {
  const root = join(process.env["SCANFERRY_DATA"] ?? "../shared/data", "dicom/philips");
  const entries = existsSync(root) ? await readdir(root, { recursive: true, withFileTypes: true }) : [];
  const scans = entries.filter((entry) => entry.isFile() && entry.name.endsWith(".dcm"));
  await mkdir(source);
  let bytes = 0;
  for (let number = 0; number < files; number++) {
    const scan = scans[number % scans.length];
    if (scan === undefined) throw new Error(`no scans below ${root}; set SCANFERRY_DATA`);
    const content = await readFile(join(scan.parentPath, scan.name));
    // (0002,0003): explicit, little endian, a length of two bytes.
    const at = content.indexOf(Buffer.from([2, 0, 3, 0, 0x55, 0x49])) + 8;
    const old = Buffer.from(content.subarray(at, at + content.readUInt16LE(at - 2)));
    const text = old.toString("latin1").replace(/[\0 ]+$/, "");
    const fresh = Buffer.from(`${text.slice(0, -5)}9${String(number).padStart(4, "0")}`, "latin1");
    for (let found = content.indexOf(old); found >= 0; found = content.indexOf(old, found + 1))
      fresh.copy(content, found);
    bytes += content.length;
    await writeFile(join(source, `${String(number)}.dcm`), content);
  }
  return bytes;
}

async function withReceiver(work: (port: number, out: string) => Promise<void> | void): Promise<void> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const out = join(folder, "out");
  await mkdir(out);
  const child = spawn("storescp", ["--fork", "+xa", "+B", "-od", out, String(port)], {
    env,
    stdio: "ignore",
  });
  try {
    while (!(await answers(port))) await new Promise((resolve) => setTimeout(resolve, 20));
    await work(port, out);
    const stored = (await readdir(out)).length;
    if (stored !== files) throw new Error(`${String(stored)} of ${String(files)} files arrived`);
  } finally {
    child.kill();
    await new Promise((resolve) => child.once("exit", resolve));
    await rm(out, { recursive: true });
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}

const program = `
import { scanFolder, sendFiles } from "@scanferry/dicom";
const [root, port, associations, routed] = process.argv.slice(1);
const start = performance.now();
async function* files() {
  for await (const { path, header } of scanFolder(root)) {
    if (header === undefined) continue;
    const patch = routed === "routed" ? { patch: { tag: 0x00104000, value: "Project:P Subject:S Session:E" } } : {};
    yield { id: path, path: root + "/" + path, header, ...patch };
  }
}
let stored = 0;
const options = { associations: Number(associations) };
for await (const { status } of sendFiles(files(), { host: "127.0.0.1", port: Number(port) }, options)) stored += status === "stored";
console.log(JSON.stringify({ ms: performance.now() - start, stored, peakMb: process.resourceUsage().maxRSS / 1024 }));`;

interface Times {
  wholeMs: number;
  innerMs: number;
  peakMb: number;
}

function ours(port: number, associations: number, routed: string): Times {
  const start = performance.now();
  const args = ["--input-type=module", "-e", program, source, String(port), String(associations), routed];
  const { stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: "utf8" });
  const wholeMs = performance.now() - start;
  if (stdout === "") throw new Error(stderr);
  const { ms, stored, peakMb } = JSON.parse(stdout) as { ms: number; stored: number; peakMb: number };
  if (stored !== files) throw new Error(`${String(stored)} of ${String(files)} files were stored`);
  return { wholeMs, innerMs: ms, peakMb };
}

function storescu(port: number): Times {
  const start = performance.now();
  // -R proposes only what the files need, as ours does.
  const { status, stderr } = spawnSync("storescu", ["-R", "+sd", "127.0.0.1", String(port), source], { env });
  const wholeMs = performance.now() - start;
  if (status !== 0) throw new Error(String(stderr));
  return { wholeMs, innerMs: wholeMs, peakMb: 0 };
}

const senders: Record<string, (port: number) => Times> = {
  storescu,
  "sendFiles()": (port) => ours(port, 1, ""),
  "sendFiles(), routed": (port) => ours(port, 1, "routed"),
  "sendFiles(), 2 associations": (port) => ours(port, 2, ""),
};

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

try {
  const bytes = await makeSource();
  console.log(
    `${String(files)} files, ${(bytes / 1e6).toFixed(1)} MB, ${String(rounds)} rounds, node ${process.version}, ` +
      `${String(cpus().length)} cores, load ${(loadavg()[0] ?? 0).toFixed(1)}`,
  );
  const times: Record<string, Times[]> = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, send] of Object.entries(senders)) {
      await withReceiver((port) => {
        (times[name] ??= []).push(send(port));
      });
    }
  }
  for (const [name, runs] of Object.entries(times)) {
    const peers = times["storescu"] ?? [];
    const ratio = (key: "wholeMs" | "innerMs"): string =>
      median(runs.map((run, round) => (peers[round]?.wholeMs ?? 0) / run[key])).toFixed(2);
    const seconds = (key: "wholeMs" | "innerMs"): string =>
      `${(median(runs.map((run) => run[key])) / 1000).toFixed(2)} s`;
    const peak = Math.max(...runs.map((run) => run.peakMb));
    console.log(
      `${name.padEnd(30)} process ${seconds("wholeMs")} (${ratio("wholeMs")}x)   sending ${seconds("innerMs")} (${ratio("innerMs")}x)${
        peak > 0 ? `   ${peak.toFixed(0)} MB` : ""
      }`,
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
