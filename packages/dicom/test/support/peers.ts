import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { it } from "vitest";

/** Debian keeps Orthanc where only root looks. */
const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin"];

/** Finds a program. */
export function peerPath(program: string): string | undefined {
  return folders
    .map((folder) => join(folder, program))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

type Declare = (name: string, body: () => Promise<void>, timeoutMs?: number) => void;

/** `it` for tests that need programs: skipped where one is missing, unless SCANFERRY_REQUIRE_PEERS=1 demands it. */
export function itWith(...programs: string[]): Declare {
  const missing = programs.filter((program) => peerPath(program) === undefined);
  if (missing.length === 0 || process.env["SCANFERRY_REQUIRE_PEERS"] === "1") return it;
  return (name, body) => {
    it.skip(`${name} (skipped: ${missing.join(", ")} not installed)`, body);
  };
}
