import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, it } from "vitest";

const folder =
  process.env["SCANFERRY_DATA"] ?? fileURLToPath(new URL("../../../shared/data", import.meta.url));
const present = existsSync(folder);

/** A path in the folder of real data. */
export function sharedPath(path: string): string {
  return join(folder, path);
}

/** Tests on real data: run where the data are; listed as skipped elsewhere, or failing where peers are required. */
export function describeShared(name: string, body: () => void): void {
  if (present) {
    describe(name, body);
  } else if (process.env["SCANFERRY_REQUIRE_PEERS"] === "1") {
    it(name, () => {
      throw new Error("The shared test data are required here and were not found; set SCANFERRY_DATA.");
    });
  } else {
    describe.skip(`${name} (skipped: no shared test data; set SCANFERRY_DATA)`, body);
  }
}
