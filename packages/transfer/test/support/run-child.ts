import { spawn } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "tsup";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A build of the sources for child processes: what concerns memory or the start of Node cannot be tested inside vitest. */
export interface ChildBuild {
  run(
    script: string,
    options?: {
      env?: Record<string, string>;
      nodeOptions?: string[];
      /** How many files the child may have open. Not on Windows. */
      openFiles?: number;
    },
  ): Promise<{ code: number | null; stdout: string; stderr: string }>;
  remove(): Promise<void>;
}

export async function buildForChild(name: string): Promise<ChildBuild> {
  // Below node_modules, so that ky and undici are found, and so that no tool takes it for a source.
  const dir = join(root, "node_modules", ".cache", `child-${name}-${String(process.pid)}`);
  await mkdir(dir, { recursive: true });
  await build({
    config: false,
    entry: { index: join(root, "src/index.ts") },
    outDir: dir,
    format: ["esm"],
    outExtension: () => ({ js: ".mjs" }),
    target: "node20",
    // Packed in, undici fails on "Dynamic require of assert": it is found below node_modules, as for users.
    external: ["ky", "undici"],
    silent: true,
    tsconfig: join(root, "tsconfig.json"),
  });
  let count = 0;
  return {
    async run(script, { env = {}, nodeOptions = [], openFiles } = {}) {
      const path = join(dir, `script-${String(count++)}.mjs`);
      await writeFile(
        path,
        script.replaceAll("@scanferry/transfer", pathToFileURL(join(dir, "index.mjs")).href),
      );
      const line = [process.execPath, ...nodeOptions, path];
      const [command = "", ...args] =
        openFiles === undefined
          ? line
          : ["sh", "-c", `ulimit -n ${String(openFiles)}; exec "$@"`, "sh", ...line];
      const child = spawn(command, args, {
        env: { PATH: process.env["PATH"] ?? "", ...env },
      });
      let stdout = "";
      let stderr = "";
      child.stdout.on("data", (data: Buffer) => (stdout += data.toString()));
      child.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
      const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
      return { code, stdout, stderr };
    },
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}
