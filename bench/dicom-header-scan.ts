/*
 * How fast the headers of 10,000 DICOM files are read by scanFolder(), beside pydicom (stop_before_pixels) and beside dicom-parser on the
 * first 16 KiB of each file (the whole file where that does not do).
 *
 *   npx nx build dicom && node --no-warnings --loader ts-node/esm bench/dicom-header-scan.ts [FILES] [ROUNDS]
 *
 * Asked for: at least 8 times pydicom. Half of the files are made up, 200 KB each, half are the real ones below ../shared/data/dicom (all made up
 * where those are missing); they are linked under many names, on a memory disk where there is one, so that all read the same cached bytes.
 * Python's start and its walk are not counted, our walk is. The memory is that of a process of its own.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, readSync } from "node:fs";
import { copyFile, link, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { scanFolder } from "@scanferry/dicom";
import dicomParser from "dicom-parser";
import { madeSlice } from "./made-slice.js";

const filesPerFolder = 100;

/** Milliseconds by the clock, and of the processor, which other work on the machine changes less. */
interface Took {
  ms: number;
  cpuMs: number;
}

const dir = await mkdtemp(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "dicom-scan-"));
try {
  await bench(dir, Number(process.argv[2] ?? 10_000), Number(process.argv[3] ?? 5));
} finally {
  await rm(dir, { recursive: true, force: true });
}

async function bench(dir: string, files: number, rounds: number): Promise<void> {
  const { tree, real } = await makeTree(dir, files);
  const paths = await allFiles(tree);
  const python = findPython();
  const times: Record<string, Took[]> = {
    pydicom: [],
    "dicom-parser": [],
    scanFolder: [],
    "one at a time": [],
  };
  const headers: Record<string, number> = {};
  for (let round = 0; round <= rounds; round++) {
    const took: Record<string, Took> = {};
    if (python !== undefined) {
      const script = fileURLToPath(new URL("./pydicom-scan.py", import.meta.url));
      const output = execFileSync(python, [script, tree], { encoding: "utf8" });
      const [read = 0, ms = Number.NaN, cpuMs = Number.NaN] = output.split(" ").map(Number);
      headers["pydicom"] = read;
      took["pydicom"] = { ms, cpuMs };
    }
    const clock = async (name: string, work: () => number | Promise<number>): Promise<void> => {
      const start = performance.now();
      const cpu = process.cpuUsage();
      headers[name] = await work();
      const { user, system } = process.cpuUsage(cpu);
      took[name] = { ms: performance.now() - start, cpuMs: (user + system) / 1000 };
    };
    await clock("dicom-parser", () => byDicomParser(paths));
    await clock("scanFolder", () => scan(tree));
    await clock("one at a time", () => scan(tree, 1));
    // In the first round, V8 compiles.
    if (round > 0) for (const [name, one] of Object.entries(took)) times[name]?.push(one);
  }
  console.log(
    `${String(paths.length)} files, ${String(real)} of them real, median of ${String(rounds)} rounds`,
  );
  const ours = medians(times["scanFolder"] ?? []);
  for (const [name, list] of Object.entries(times)) {
    const { ms, cpuMs } = medians(list);
    const all = list.map((one) => one.ms);
    if (list.length === 0) console.log(`${name.padEnd(14)} not here`);
    else
      console.log(
        `${name.padEnd(14)} ${(paths.length / (ms / 1000)).toFixed(0).padStart(6)} files/s   time of it / scanFolder's ${(ms / ours.ms).toFixed(2).padStart(5)}` +
          `, of the processor ${(cpuMs / ours.cpuMs).toFixed(2).padStart(5)}   ${String(headers[name])} headers` +
          `   ${Math.min(...all).toFixed(0)} to ${Math.max(...all).toFixed(0)} ms`,
      );
  }
  console.log("asked for: at least 8 times pydicom");
  console.log(`peak memory of a process that scans: ${memoryOf(tree).toFixed(0)} MB`);
}

/** Links files under names of their own, a hundred to a folder: made-up and real ones in turn. */
async function makeTree(dir: string, files: number): Promise<{ tree: string; real: number }> {
  const sources = join(dir, "sources");
  const tree = join(dir, "tree");
  await mkdir(sources);
  const made: string[] = [];
  for (let number = 0; number < 100; number++) {
    const path = join(sources, `made-${String(number)}`);
    await writeFile(path, madeSlice({ session: 1, series: 1, number, fileBytes: 200_000 }));
    made.push(path);
  }
  const real: string[] = [];
  const data = process.env["SCANFERRY_DATA"] ?? fileURLToPath(new URL("../../shared/data", import.meta.url));
  if (existsSync(join(data, "dicom"))) {
    for await (const { path, header } of scanFolder(join(data, "dicom"))) {
      if (header === undefined) continue;
      const copy = join(sources, `real-${String(real.length)}`);
      await copyFile(join(data, "dicom", path), copy);
      real.push(copy);
    }
  }
  let reals = 0;
  for (let at = 0; at < files; at++) {
    const list = at % 2 === 0 || real.length === 0 ? made : real;
    if (list === real) reals++;
    const folder = join(tree, String(Math.floor(at / filesPerFolder)));
    await mkdir(folder, { recursive: true });
    await link(list[Math.floor(at / 2) % list.length] ?? "", join(folder, `IM${String(at)}`));
  }
  return { tree, real: reals };
}

async function allFiles(tree: string): Promise<string[]> {
  const entries = await readdir(tree, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function scan(tree: string, concurrency?: number): Promise<number> {
  let headers = 0;
  for await (const { header } of scanFolder(tree, { concurrency })) if (header !== undefined) headers++;
  return headers;
}

/** As one would write it by hand: synchronous, one file after the other. It looks for no truncation. */
function byDicomParser(paths: readonly string[]): number {
  const buffer = Buffer.alloc(16_384);
  const read = (bytes: Buffer): boolean => {
    try {
      const data = dicomParser.parseDicom(bytes, { untilTag: "x7fe00010" });
      return data.string("x0020000e") !== undefined;
    } catch {
      return false;
    }
  };
  let headers = 0;
  for (const path of paths) {
    const fd = openSync(path, "r");
    const length = readSync(fd, buffer, 0, buffer.length, 0);
    closeSync(fd);
    if (read(buffer.subarray(0, length)) || read(readFileSync(path))) headers++;
  }
  return headers;
}

/** A Python that has pydicom; Debian's own has, one that was installed before it on the PATH may not. */
function findPython(): string | undefined {
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, "python3"))
    .find((path) => spawnSync(path, ["-c", "import pydicom"]).status === 0);
}

/** Peak memory, in MB, of a node that does nothing but scan: the loader of this program's TypeScript is left out. */
function memoryOf(tree: string): number {
  const code = `import { scanFolder } from "@scanferry/dicom";
    for await (const file of scanFolder(process.argv[1])) void file;
    console.log(process.resourceUsage().maxRSS / 1024);`;
  const cwd = fileURLToPath(new URL(".", import.meta.url));
  return Number(
    execFileSync(process.execPath, ["--input-type=module", "-e", code, tree], { cwd, encoding: "utf8" }),
  );
}

function medians(list: readonly Took[]): Took {
  return { ms: median(list.map(({ ms }) => ms)), cpuMs: median(list.map(({ cpuMs }) => cpuMs)) };
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;
}
