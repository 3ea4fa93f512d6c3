import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Files below a folder, sorted, without the program's own. */
export function tree(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !path.startsWith(".scanferry") && !/(^|\/)\.[^/]*\.etag$/.test(path))
    .sort();
}

/** The records of files in a `--json` output. */
export const results = (records: readonly Record<string, unknown>[]) =>
  records.filter(({ type }) => type === "result");
