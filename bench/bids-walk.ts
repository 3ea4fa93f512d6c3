/*
 * How fast a dataset of 2,000 files is indexed (walked, parsed, matched, collected), beside `find` on the same tree.
 *
 *   npx nx build bids-fs && node --no-warnings --loader ts-node/esm bench/bids-walk.ts
 *
 * Asked for: at most 3 times the time of find, cold process excluded. So our first rounds, in which V8 compiles, are not counted;
 * find is a new process each time, and what a process costs that does nothing (`true`) is shown and taken off in a second ratio.
 */
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDataset } from "@scanferry/bids-fs";

const participants = 100;
const rounds = 41;
const warmUpRounds = 5;

const root = await mkdtemp(join(tmpdir(), "bids-walk-"));
try {
  await writeTree();
  const times = {
    true: [] as number[],
    find: [] as number[],
    index: [] as number[],
    ignore: [] as number[],
    pick: [] as number[],
  };
  let files = 0;
  for (let round = 0; round < rounds + warmUpRounds; round += 1) {
    const took = {
      true: await timed(() => spawnSync("true")),
      find: await timed(() => spawnSync("find", [root, "-type", "f"])),
      index: await timed(async () => {
        files = await index();
      }),
      ignore: await withIgnoreFile(() => timed(index)),
      pick: await timed(async () => {
        for await (const pick of (await openDataset(root)).pick())
          if (pick.files.length !== 1) throw new Error(pick.label);
      }),
    };
    if (round < warmUpRounds) continue;
    for (const key of ["true", "find", "index", "ignore", "pick"] as const) times[key].push(took[key]);
  }
  const found = spawnSync("find", [root, "-type", "f"], { encoding: "utf8" })
    .stdout.trim()
    .split("\n").length;
  if (found !== files) throw new Error(`find sees ${String(found)} files, the index ${String(files)}`);
  const ms = {
    find: median(times.find),
    true: median(times.true),
    index: median(times.index),
    pick: median(times.pick),
  };
  console.log(
    `${String(files)} files in ${String(1 + 3 * participants)} folders, median of ${String(rounds)} rounds`,
  );
  row("a process that does nothing", times.true);
  row("find -type f", times.find);
  row("index: openDataset + files()", times.index);
  row("index, with a .bidsignore", times.ignore);
  row("openDataset + pick(), headers read", times.pick);
  console.log(
    `index / find                          ${(ms.index / ms.find).toFixed(2)}   (asked for: at most 3)`,
  );
  console.log(`index / (find less empty process)     ${(ms.index / (ms.find - ms.true)).toFixed(2)}`);
} finally {
  await rm(root, { recursive: true, force: true });
}

/** 100 participants with 2 anatomical and 18 functional files each; the T1w image has a header, the others are empty. */
async function writeTree(): Promise<void> {
  const image = Buffer.alloc(352 + 2);
  image.writeInt32LE(348, 0);
  [3, 1, 1, 1].forEach((dim, i) => image.writeInt16LE(dim, 40 + 2 * i));
  image.writeInt16LE(4, 70);
  image.writeInt16LE(16, 72);
  image.writeFloatLE(352, 108);
  image.write("n+1\0", 344, "latin1");
  for (let i = 1; i <= participants; i += 1) {
    const label = `sub-${String(i).padStart(3, "0")}`;
    await mkdir(join(root, label, "anat"), { recursive: true });
    await mkdir(join(root, label, "func"));
    await writeFile(join(root, label, "anat", `${label}_T1w.nii`), image);
    await writeFile(join(root, label, "anat", `${label}_T1w.json`), "{}");
    for (let run = 1; run <= 9; run += 1) {
      const stem = join(root, label, "func", `${label}_task-rest_acq-fast_run-0${String(run)}_bold`);
      await writeFile(`${stem}.nii.gz`, "");
      await writeFile(`${stem}.json`, "");
    }
  }
}

async function index(): Promise<number> {
  const found = [];
  for await (const file of (await openDataset(root)).files()) found.push(file);
  return found.length;
}

async function withIgnoreFile<T>(work: () => Promise<T>): Promise<T> {
  const path = join(root, ".bidsignore");
  await writeFile(path, "*_confounds.tsv\nextra_data/\n**/sub-*_run-*_FLASH.nii.gz\n");
  const result = await work();
  await rm(path);
  return result;
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? Number.NaN;
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The noise is how far the slower and the faster tenth of the rounds lie apart. */
function row(name: string, values: readonly number[]): void {
  const spread = `${quantile(values, 0.1).toFixed(1)} to ${quantile(values, 0.9).toFixed(1)}`;
  console.log(`${name.padEnd(36)} ${median(values).toFixed(1).padStart(6)} ms   noise: ${spread} ms`);
}
