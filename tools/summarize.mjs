import { existsSync, readFileSync } from "node:fs";

/**
 * Counts vitest's JSON report: `{ line, failed, skipped }`, where `line` reads "N passed, N failed, N skipped" and
 * `skipped` names each skipped test once. A file that could not be loaded counts as one failure.
 */
export function summarize(resultsFile) {
  if (!existsSync(resultsFile)) {
    return { line: "0 passed, 0 failed, 0 skipped (the tests were not run)", failed: 0, skipped: [] };
  }
  const { testResults } = JSON.parse(readFileSync(resultsFile, "utf8"));
  const tests = testResults.flatMap((file) => file.assertionResults);
  const count = (...statuses) => tests.filter((test) => statuses.includes(test.status)).length;
  const brokenFiles = testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  );
  const failed = count("failed") + brokenFiles.length;
  const rest = tests.filter((test) => !["passed", "failed"].includes(test.status));
  return {
    line: `${count("passed")} passed, ${failed} failed, ${rest.length} skipped`,
    failed,
    skipped: groupBySuite(rest),
  };
}

/** A whole suite that is skipped is told in one line. */
function groupBySuite(tests) {
  const suites = new Map();
  for (const test of tests) {
    const name = test.ancestorTitles.length > 0 ? test.ancestorTitles.join(" > ") : test.fullName;
    suites.set(name, (suites.get(name) ?? 0) + 1);
  }
  return [...suites].map(([name, count]) => ({ name, count }));
}
