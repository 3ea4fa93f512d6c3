import { execFileSync, spawnSync } from "node:child_process";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { it } from "vitest";

/** A Python that has pydicom; Debian's own has, one that somebody installed before it on the PATH may not. */
const python = (process.env["PATH"] ?? "")
  .split(delimiter)
  .map((folder) => join(folder, "python3"))
  .find((program) => spawnSync(program, ["-c", "import pydicom"]).status === 0);

/** What pydicom reads of one file: every field as a text. */
export type PydicomHeader = Readonly<Record<string, string>>;

/** What pydicom reads of the headers of all files below a folder. */
export function pydicomHeaders(folder: string): PydicomHeader[] {
  const script = fileURLToPath(new URL("./pydicom-headers.py", import.meta.url));
  const output = execFileSync(python ?? "python3", [script, folder], {
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  return output
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as PydicomHeader);
}

/** `it` for tests that need pydicom: skipped where it is missing, unless SCANFERRY_REQUIRE_PEERS=1 demands it. */
export function itWithPydicom(name: string, body: () => Promise<void>): void {
  if (python !== undefined || process.env["SCANFERRY_REQUIRE_PEERS"] === "1") it(name, body);
  else it.skip(`${name} (skipped: no python3 with pydicom on the PATH)`, body);
}
