import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { it } from "vitest";

/** The recordings and checks beside the repository. */
export const shared = process.env["SCANFERRY_DATA"]
  ? resolve(process.env["SCANFERRY_DATA"], "..")
  : fileURLToPath(new URL("../../../../../shared", import.meta.url));

export const recordings = join(shared, "wire", "nextcloud-recordings");
export const checks = join(shared, "checks", "wire");

function runs(program: string): boolean {
  try {
    execFileSync(program, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function missing(): string[] {
  return [
    ...(existsSync(join(checks, "record")) ? [] : ["../shared/checks/wire"]),
    ...["python3", "curl", "bash"].filter((program) => !runs(program)),
  ];
}

const absent = missing();

/** `it` for what needs the recordings, python3 and curl; without them it is listed as skipped with the reason, or fails where peers are required. */
export function itWithRecordings(name: string, run: () => Promise<void>, timeoutMs: number): void {
  if (absent.length === 0) it(name, run, timeoutMs);
  else if (process.env["SCANFERRY_REQUIRE_PEERS"] === "1")
    it(name, () => {
      throw new Error(`missing: ${absent.join(", ")}`);
    });
  else it.skip(`${name} (skipped: ${absent.join(", ")} not there)`, run);
}

/** `it` for what needs the real scans beside the repository, and dcmdump; without them it is listed as skipped with the reason, or fails where peers are required. */
export function itWithData(name: string, run: () => Promise<void>, timeoutMs = 30_000): void {
  const lacks = [
    ...(existsSync(join(shared, "data", "dicom")) ? [] : ["../shared/data"]),
    ...(runs("dcmdump") ? [] : ["dcmdump"]),
  ];
  if (lacks.length === 0) it(name, run, timeoutMs);
  else if (process.env["SCANFERRY_REQUIRE_PEERS"] === "1")
    it(name, () => {
      throw new Error(`missing: ${lacks.join(", ")}`);
    });
  else it.skip(`${name} (skipped: ${lacks.join(", ")} not there)`, run);
}
