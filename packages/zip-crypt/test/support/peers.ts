import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { it } from "vitest";

const run = promisify(execFile);

/** Runs a peer program and gives its output; a failure shows what it said. */
export async function runPeer(
  program: string,
  args: readonly string[],
  options: { cwd?: string } = {},
): Promise<string> {
  const { stdout } = await run(program, args, { ...options, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/** Tells whether a program is on the PATH. */
export function hasPeer(program: string): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

type Declare = (name: string, body: () => Promise<void>, timeoutMs?: number) => void;

/** `it` for tests that need a program: skipped where it is missing, unless SCANFERRY_REQUIRE_PEERS=1 demands it. */
export function itWith(...programs: string[]): Declare {
  const missing = programs.filter((program) => !hasPeer(program));
  if (missing.length === 0 || process.env["SCANFERRY_REQUIRE_PEERS"] === "1") return it;
  return (name, body) => {
    it.skip(`${name} (skipped: ${missing.join(", ")} not installed)`, body);
  };
}
