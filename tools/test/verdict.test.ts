import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../repository.js";
import { runProgram } from "../run-program.js";
import type { Verdict } from "../verdict-reporter.js";

const planted = {
  "one.test.ts": `
    import { beforeAll, describe, expect, it } from "vitest";
    it("passes", () => {});
    it("fails", () => expect(1).toBe(2));
    it("gives a reason", (context) => context.skip("7z is not installed"));
    describe.skip("a suite (skipped: no scans here)", () => { it("would check", () => {}); });
    describe("a suite whose set-up fails", () => {
      beforeAll(() => { throw new Error("no server"); });
      it("is not run", () => {});
    });`,
  "two.test.ts": `import "./not-there.js";`,
};

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scanferry-verdict-"));
  await symlink(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  for (const [name, text] of Object.entries(planted)) await writeFile(join(folder, name), text);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the verdict of npm test", () => {
  it("counts what passed, failed and was skipped, and never a broken set-up as a skip", async () => {
    const file = join(folder, "verdict.json");
    const { status } = await runProgram(
      process.execPath,
      [
        join(root, "node_modules/vitest/vitest.mjs"),
        "run",
        "--root",
        folder,
        `--reporter=${join(root, "tools/verdict-reporter.ts")}`,
      ],
      { cwd: folder, env: { ...process.env, SCANFERRY_VERDICT: file } },
    );
    expect(status).toBe(1);
    const verdict = JSON.parse(await readFile(file, "utf8")) as Verdict;
    expect(verdict).toMatchObject({
      passed: 1,
      failed: 3,
      skipped: [
        { name: "gives a reason", reason: "7z is not installed" },
        { name: "a suite (skipped: no scans here) > would check", reason: "" },
      ],
    });
  });
});
