import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Reporter, TestCase, TestModule, TestSuite } from "vitest/node";

/** What `npm test` counts at its end. */
export interface Verdict {
  passed: number;
  failed: number;
  skipped: { name: string; reason: string }[];
}

/**
 * Writes the verdict of a run to the file in SCANFERRY_VERDICT. vitest's own JSON drops the reasons of skipped tests and calls a test
 * "skipped" when its suite's set-up has failed; here such a test counts as failed.
 */
class VerdictReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const file = process.env["SCANFERRY_VERDICT"];
    if (file === undefined) return;
    const verdict: Verdict = { passed: 0, failed: unhandled.length, skipped: [] };
    for (const module of modules) countModule(module, verdict);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(verdict, undefined, 2));
  }
}

function countModule(module: TestModule, verdict: Verdict): void {
  const tests = [...module.children.allTests()];
  // A file that cannot be loaded has no tests to count, and is still a failure.
  if (module.errors().length > 0 && tests.length === 0) verdict.failed += 1;
  for (const test of tests) countTest(test, verdict);
}

function countTest(test: TestCase, verdict: Verdict): void {
  const result = test.result();
  if (result.state === "passed") verdict.passed += 1;
  else if (result.state === "failed" || isBelowFailedSetUp(test)) verdict.failed += 1;
  else {
    const note = result.state === "skipped" ? result.note : undefined;
    verdict.skipped.push({ name: test.fullName, reason: note ?? "" });
  }
}

function isBelowFailedSetUp(test: TestCase): boolean {
  let parent: TestSuite | TestModule = test.parent;
  while (parent.type === "suite") {
    if (parent.errors().length > 0) return true;
    parent = parent.parent;
  }
  return parent.errors().length > 0;
}

// vitest loads a reporter by its default export.
export default VerdictReporter;
