// npm test: from a fresh clone to a verdict. Stops at the first step that fails, and names it.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build, install, nxEnvironment, root } from "./set-up.mjs";
import { summarize } from "./summarize.mjs";

const resultsFile = join(root, "coverage", "results.json");
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
    finish(name, error instanceof Error ? error.message : String(error));
  }
}

/** Runs a program out of node_modules, without the shell's and npx's ideas about paths. */
function tool(script, args) {
  const result = spawnSync(process.execPath, [join(root, "node_modules", script), ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...nxEnvironment },
  });
  if (result.status !== 0) throw new Error(`${script} ${args.join(" ")} ended with ${result.status}`);
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
  const { line, failed, skipped } = summarize(resultsFile);
  for (const { name, count } of skipped)
    console.log(`  skipped: ${name}${count > 1 ? ` (${count} tests)` : ""}`);
  console.log(line);
  process.exit(failedStep !== undefined || failed > 0 ? 1 : 0);
}

rmSync(resultsFile, { force: true });
mkdirSync(join(root, "coverage"), { recursive: true });
const before = gitStatus();

step("install", install);
step("build", build);
step("types", () => tool("typescript/bin/tsc", ["-p", "tsconfig.json"]));
step("lint", () => tool("eslint/bin/eslint.js", ["."]));
step("format", () => tool("prettier/bin/prettier.cjs", ["--check", "--log-level", "warn", "."]));
step("unused code and dependencies", () => tool("knip/bin/knip.js", ["--no-progress"]));
step("tests, with at least 90 % of each library's lines run", () =>
  tool("vitest/vitest.mjs", [
    "run",
    "--coverage",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${resultsFile}`,
    ...process.argv.slice(2),
  ]),
);
step("nothing left behind", () => {
  const after = gitStatus();
  if (after !== before) throw new Error(`git status has changed:\n${after}`);
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  return after === undefined
    ? "not a git clone"
    : `${Object.keys(packages).length} locked packages, tree as before`;
});
finish();
