import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { bundleChild } from "../../../../../tools/test-support/bundle-child.js";
import type { PullOrder } from "./pull-child.js";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** How a pull in a process of its own ended. */
export interface PullReport {
  counts: Partial<Record<string, number>>;
  events: number;
  maxRssBytes: number;
}

/** Makes the program; one test file makes it once. */
export function bundlePullChild(name: string): Promise<string> {
  const outfile = here(`../../../node_modules/.cache/scanferry-test/${name}.mjs`);
  return bundleChild(here("./pull-child.ts"), outfile, ["transfer", "zip-crypt"]);
}

/** Pulls in a process of its own, which may be killed, and whose memory is its own; nothing where it was killed as ordered. */
export async function pullInChild(program: string, order: PullOrder): Promise<PullReport | undefined> {
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, SCANFERRY_TEST_ORDER: JSON.stringify(order) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.on("data", (data: Buffer) => (text += data.toString()));
  const [code, signal] = (await once(child, "close")) as [number | null, string | null];
  if (signal === "SIGKILL" && order.kill !== undefined) return undefined;
  // What the child wrote about it stands in the output of the test run.
  if (code !== 0) throw new Error(`the pull ended with ${signal ?? `exit code ${String(code)}`}`);
  return JSON.parse(text) as PullReport;
}
