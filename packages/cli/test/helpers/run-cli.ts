import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** The committed stub that npm links; it loads the built program. */
export const cliPath = fileURLToPath(new URL("../../bin/scanferry.js", import.meta.url));

export interface RunOptions {
  cwd?: string;
  env?: Record<string, string>;
  input?: string;
  /** Called as soon as the process runs. */
  onSpawn?: (child: ChildProcess, seen: { stdout: string; stderr: string }) => void;
}

export interface RunResult {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  /** The lines of standard output, read as JSON. */
  records: Record<string, unknown>[];
}

/** A folder that is gone when the test has finished. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "scanferry-cli-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** An environment that knows nothing of the machine's user: no logins, no proxies, no keyring. */
export function cleanEnv(home: string): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: home,
    SCANFERRY_CONFIG_DIR: join(home, "config"),
    SCANFERRY_KEYRING: "off",
    NO_PROXY: "127.0.0.1,localhost",
  };
}

/** Starts the built program and waits for its end. */
export async function runCli(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const home = options.env?.["HOME"] ?? temporaryFolder();
  const child = spawn(process.execPath, [cliPath, ...args], {
    cwd: options.cwd ?? home,
    env: { ...cleanEnv(home), ...options.env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const seen = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (seen.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (seen.stderr += text));
  child.stdin.on("error", () => undefined);
  child.stdin.end(options.input ?? "");
  options.onSpawn?.(child, seen);
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode, by) => {
      resolve([exitCode, by]);
    });
  });
  return { code, signal, ...seen, records: readRecords(seen.stdout) };
}

/** The lines of standard output, read as JSON. */
export function readRecords(text: string): Record<string, unknown>[] {
  const records: Record<string, unknown>[] = [];
  for (const line of text.split("\n")) {
    if (line.startsWith("{")) records.push(JSON.parse(line) as Record<string, unknown>);
  }
  return records;
}
