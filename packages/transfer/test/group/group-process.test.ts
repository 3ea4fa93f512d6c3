import { spawn } from "node:child_process";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";

import { bundleChild } from "../../../../tools/test-support/bundle-child.js";
import { contentOf, nameOf, type GroupChildOrder } from "./group-child.js";

const own = fileURLToPath(new URL("../..", import.meta.url));
const limitMb = 200;

let child: string;
let dir: string;

beforeAll(async () => {
  const outfile = join(own, "node_modules", ".cache", `group-child-${String(process.pid)}.mjs`);
  child = await bundleChild(fileURLToPath(new URL("group-child.ts", import.meta.url)), outfile, ["transfer"]);
  dir = await mkdtemp(join(tmpdir(), "scanferry-group-"));
});
afterAll(async () => {
  await rm(child, { force: true });
  await rm(dir, { recursive: true, force: true });
});

interface Report {
  done: number;
  unchanged: number;
  failed: number;
  peakMb: number;
}

/** Runs the program, to its end or until it has told of so many results; gives its report when it ended by itself. */
async function runChild(order: GroupChildOrder, killAfter = Infinity): Promise<Report | undefined> {
  const running = spawn(process.execPath, [child, JSON.stringify(order)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = new Promise((resolve) => running.on("close", resolve));
  let last = "";
  let told = 0;
  for await (const line of createInterface({ input: running.stdout })) {
    last = line;
    if (++told >= killAfter) running.kill("SIGKILL");
  }
  await closed;
  return last.startsWith("{") ? (JSON.parse(last) as Report) : undefined;
}

it("a killed run leaves nothing damaged under a real name, and the next ones make the tree whole", async () => {
  const order = { dir: join(dir, "killed"), files: 300, fileBytes: 20_000, tell: true };
  const wholeFiles = async (): Promise<string[]> => {
    const found = await readdir(order.dir, { recursive: true, withFileTypes: true });
    const names = found
      .filter((file) => file.isFile() && file.name.endsWith(".dcm"))
      .map((file) => join(file.parentPath, file.name));
    for (const name of names) {
      const number = Number(/(\d+)\.dcm$/.exec(name)?.[1]);
      expect((await readFile(name)).equals(contentOf(number, order.fileBytes)), name).toBe(true);
    }
    return names;
  };
  let before = 0;
  for (const killAfter of [1, 40, 97, 150, 211]) {
    expect(await runChild(order, killAfter)).toBeUndefined();
    const { length } = await wholeFiles();
    expect(length).toBeGreaterThanOrEqual(before);
    before = length;
  }
  const report = await runChild(order);
  expect(report).toMatchObject({ failed: 0 });
  expect((report?.done ?? 0) + (report?.unchanged ?? 0)).toBe(300);
  expect(report?.unchanged).toBeGreaterThan(0);
  expect((await wholeFiles()).length).toBe(300);
  const rest = await readdir(order.dir, { recursive: true });
  expect(rest.filter((name) => name.includes(".part"))).toEqual([]);
  expect(await runChild(order)).toMatchObject({ done: 0, unchanged: 300 });
}, 60_000);

it(`a list of 100,000 wanted files is worked through in ${String(limitMb)} MB, and no row stays behind`, async () => {
  const order = { dir: join(dir, "many"), files: 100_000, fileBytes: 64, every: 200 };
  const report = await runChild(order);
  expect(report).toMatchObject({ done: 500, failed: 99_500 });
  expect(report?.peakMb).toBeLessThan(limitMb);
  expect(await readdir(join(order.dir, ".scanferry", "tmp"))).toEqual([]);
  const far = nameOf(99_800);
  expect((await readFile(join(order.dir, far))).equals(contentOf(99_800, order.fileBytes))).toBe(true);
}, 60_000);
