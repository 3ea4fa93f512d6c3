import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { bundleChild } from "../../../../../tools/test-support/bundle-child.js";
import type { PullOrder } from "./pull-child.js";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** How a pull in a process of its own ended. */
export interface PullReport {
  counts: Partial<Record<string, number>>;
  maxRssBytes: number;
}

/** Pulls in a process of its own, because vitest's memory says nothing of ours. */
export async function pullInChild(order: PullOrder): Promise<PullReport> {
  const outfile = here("../../../node_modules/.cache/scanferry-test/pull-child.mjs");
  await bundleChild(here("./pull-child.ts"), outfile, ["transfer"]);
  const child = spawn(process.execPath, [outfile], {
    env: { ...process.env, SCANFERRY_TEST_ORDER: JSON.stringify(order) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.on("data", (data: Buffer) => (text += data.toString()));
  const [code, signal] = (await once(child, "close")) as [number | null, string | null];
  // What the child wrote about it stands in the output of the test run.
  if (code !== 0) throw new Error(`the pull ended with ${signal ?? `exit code ${String(code)}`}`);
  return JSON.parse(text) as PullReport;
}
