import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { it } from "vitest";

const folder = fileURLToPath(new URL("../../../../../shared/wire/loris-recordings/", import.meta.url));
const present = existsSync(folder);

/** What a real server said. @param file e.g. "v28/v0.0.3-qc.json" */
export function recorded(file: string): unknown {
  return JSON.parse(readFileSync(`${folder}${file}`, "utf8"));
}

/** A test on recordings of real servers: run where they are; listed as skipped elsewhere, or failing where peers are required. */
export function itRecorded(name: string, body: () => void): void {
  if (present) {
    it(name, body);
  } else if (process.env["SCANFERRY_REQUIRE_PEERS"] === "1") {
    it(name, () => {
      throw new Error("The recordings of real LORIS servers are required here and were not found.");
    });
  } else {
    it.skip(`${name} (skipped: no recordings of real servers)`, body);
  }
}
