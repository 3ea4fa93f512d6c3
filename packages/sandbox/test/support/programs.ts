import { existsSync } from "node:fs";
import { join } from "node:path";
import { it } from "vitest";

/** `it` for what needs programs of the machine; without them it is listed as skipped with the reason, or fails where peers are required. */
export function itWithPrograms(programs: readonly string[], name: string, test: () => Promise<void>): void {
  const folders = (process.env["PATH"] ?? "").split(":");
  const absent = programs.filter((one) => !folders.some((folder) => existsSync(join(folder, one))));
  if (absent.length === 0) it(name, test, 30_000);
  else if (process.env["SCANFERRY_REQUIRE_PEERS"] === "1")
    it(name, () => {
      throw new Error(`missing: ${absent.join(", ")}`);
    });
  else it.skip(`${name} (skipped: ${absent.join(", ")} not there)`, test);
}
