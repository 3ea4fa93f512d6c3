import { existsSync, readFileSync } from "node:fs";

/**
 * Reads what tools/verdict-reporter.ts counted: `{ line, failed, skipped }`, where `line` reads
 * "N passed, N failed, N skipped" and `skipped` holds one text per skipped test or group of them.
 */
export function summarize(verdictFile) {
  if (!existsSync(verdictFile)) {
    return { line: "0 passed, 0 failed, 0 skipped (the tests were not run)", failed: 0, skipped: [] };
  }
  const { passed, failed, skipped } = JSON.parse(readFileSync(verdictFile, "utf8"));
  const groups = new Map();
  for (const { name, reason } of skipped) {
    const group = reason === "" ? name.replace(/ > [^>]*$/, "") : reason;
    groups.set(group, [...(groups.get(group) ?? []), name]);
  }
  // A name alone tells its reason in brackets; many of one suite or one reason are told in one line.
  const texts = [...groups].map(([group, names]) => {
    if (names.length > 1) return `${names.length} tests: ${group}`;
    return names[0].startsWith(group) ? names[0] : `${names[0]}: ${group}`;
  });
  return { line: `${passed} passed, ${failed} failed, ${skipped.length} skipped`, failed, skipped: texts };
}
