import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { extractZip } from "../src/index.js";
import { type ChildScript, bundleChild } from "./support/bundle.js";
import { noise } from "./support/noise.js";
import { plainArchive } from "./support/plain-archive.js";
import { temporaryFolder } from "./support/temporary-folder.js";

const archive = plainArchive([
  { name: "a.txt", body: Buffer.from("plaintext") },
  { name: "b.bin", body: noise(100_000) },
]);

/** Unpacks an archive and stands still for ever when the second file is to be read. */
const childScript = `
import { readFileSync } from "node:fs";
import { extractZip } from "@scanferry/zip-crypt";

const [, , path, out] = process.argv;
const bytes = readFileSync(path);
const alive = setInterval(() => undefined, 1000);
const source = {
  sizeBytes: bytes.length,
  read(offset, length) {
    if (length < 90_000) return Promise.resolve(new Uint8Array(bytes.subarray(offset, offset + length)));
    console.log("standing still");
    return new Promise(() => undefined);
  },
};
await extractZip(source, out);
clearInterval(alive);
`;

let child: ChildScript;
beforeAll(async () => {
  child = await bundleChild(childScript);
});
afterAll(() => {
  child.remove();
});

const hidden = (folder: string): string[] =>
  readdirSync(folder).filter((name) => name.startsWith(".scanferry-unzip-"));

async function startUnpacking(out: string): Promise<ChildProcess> {
  const path = join(temporaryFolder(), "a.zip");
  writeFileSync(path, archive);
  const running = spawn(process.execPath, [child.path, path, out], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => {
    running.kill("SIGKILL");
  });
  await once(running.stdout, "data");
  return running;
}

describe("what a killed run has left", () => {
  it("stays while its process lives, and is removed by the next run when it is gone", async () => {
    const out = temporaryFolder();
    const running = await startUnpacking(out);
    const [leftover] = hidden(out);
    expect(leftover).toBeDefined();
    expect(existsSync(join(out, leftover ?? "", "files", "a.txt"))).toBe(true);

    await extractZip(plainArchive([{ name: "one.txt" }]), out);
    expect(hidden(out)).toEqual([leftover]);

    running.kill("SIGKILL");
    await once(running, "exit");
    await extractZip(plainArchive([{ name: "two.txt" }]), out);
    expect(readdirSync(out).sort()).toEqual(["one.txt", "two.txt"]);
  });

  it("without a lock is removed only when it is a day old", async () => {
    const out = temporaryFolder();
    for (const [name, hours] of [
      [".scanferry-unzip-oldOld", 25],
      [".scanferry-unzip-newNew", 23],
      [".scanferry-unzip-of the user", 25],
    ] as const) {
      mkdirSync(join(out, name, "inside"), { recursive: true });
      const time = new Date(Date.now() - hours * 3_600_000);
      utimesSync(join(out, name), time, time);
    }
    await extractZip(plainArchive([{ name: "one.txt" }]), out);
    expect(hidden(out).sort()).toEqual([".scanferry-unzip-newNew", ".scanferry-unzip-of the user"]);
  });

  it("is not looked for behind links", async () => {
    const [out, elsewhere] = [temporaryFolder(), temporaryFolder()];
    writeFileSync(join(elsewhere, "mine.txt"), "mine");
    symlinkSync(elsewhere, join(out, ".scanferry-unzip-abcdef"), "junction");
    const longAgo = new Date(0);
    utimesSync(elsewhere, longAgo, longAgo);
    await extractZip(plainArchive([{ name: "one.txt" }]), out);
    expect(readdirSync(elsewhere)).toEqual(["mine.txt"]);
    expect(hidden(out)).toEqual([".scanferry-unzip-abcdef"]);
  });
});
