// npm test: from a fresh clone to a verdict. Stops at the first step that fails, and names it.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { basename, join } from "node:path";
import { build, install, nxEnvironment, program, root } from "./set-up.mjs";
import { summarize } from "./summarize.mjs";

const verdictFile = join(root, "coverage", "verdict.json");
const timings = [];

function step(name, run) {
  console.log(`\n== ${name}`);
  const begun = Date.now();
  try {
    const note = run();
    const seconds = (Date.now() - begun) / 1000;
    timings.push({ name, seconds });
    console.log(`== ${name}: ${typeof note === "string" ? note : "ok"} (${seconds.toFixed(1)} s)`);
  } catch (error) {
    timings.push({ name: `${name} (failed)`, seconds: (Date.now() - begun) / 1000 });
    finish(name, error instanceof Error ? error.message : String(error));
  }
}

function tool(script, args) {
  const result = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...nxEnvironment, SCANFERRY_VERDICT: verdictFile },
  });
  if (result.status !== 0)
    throw new Error(`${basename(script)} ${args.join(" ")} ended with ${result.status}`);
}

function gitStatus() {
  const result = spawnSync("git", ["status", "--porcelain"], { cwd: root, encoding: "utf8" });
  // Not a repository (a downloaded archive): nothing to compare.
  return result.status === 0 ? result.stdout : undefined;
}

function finish(failedStep, reason) {
  console.log("\nSteps:");
  for (const { name, seconds } of timings) console.log(`  ${seconds.toFixed(1).padStart(7)} s  ${name}`);
  if (failedStep !== undefined) console.log(`\nFAILED in step "${failedStep}": ${reason}`);
  const { line, failed, skipped } = summarize(verdictFile);
  for (const text of skipped) console.log(`  skipped: ${text}`);
  console.log(line);
  process.exit(failedStep !== undefined || failed > 0 ? 1 : 0);
}

rmSync(verdictFile, { force: true });
const before = gitStatus();

step("install", install);
step("build", build);
step("types", () => tool(program("tsc", "typescript"), ["-p", "tsconfig.json"]));
step("lint", () => tool(program("eslint"), ["."]));
step("format", () => tool(program("prettier"), ["--check", "--log-level", "warn", "."]));
step("unused code and dependencies", () => tool(program("knip"), ["--no-progress"]));
step("tests, with at least 90 % of each library's lines run", () =>
  tool(program("vitest"), [
    "run",
    "--coverage",
    "--reporter=default",
    "--reporter=./tools/verdict-reporter.ts",
    ...process.argv.slice(2),
  ]),
);
step("nothing left behind", () => {
  const after = gitStatus();
  if (after !== before) throw new Error(`git status has changed:\n${after}`);
  return after === undefined ? "not a git clone, not checked" : "git status is as before";
});
finish();
