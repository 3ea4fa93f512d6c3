import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { it } from "vitest";

const folder = fileURLToPath(new URL("../../../../../shared/wire/xnat-recordings/", import.meta.url));
const present = existsSync(folder);

/** The body of what the real XNAT 1.6.4 answered. @param file e.g. "69-scans-json.txt" */
export function recordedBody(file: string): string {
  const text = readFileSync(`${folder}${file}`, "utf8").replace(/\r\n/g, "\n");
  return text.slice(text.indexOf("\n\n") + 2);
}

/** A test on recordings of a real server: run where they are; listed as skipped elsewhere, or failing where peers are required. */
export function itRecorded(name: string, body: () => void | Promise<void>): void {
  if (present) {
    it(name, body);
  } else if (process.env["SCANFERRY_REQUIRE_PEERS"] === "1") {
    it(name, () => {
      throw new Error("The recordings of a real XNAT are required here and were not found.");
    });
  } else {
    it.skip(`${name} (skipped: no recordings of a real XNAT)`, body);
  }
}
