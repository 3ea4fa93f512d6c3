import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { bundleChild } from "../../../../tools/test-support/bundle-child.js";
import type { ChildOrder } from "./share-child.js";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Bundles the child from the sources, so that a real process can be killed. */
export function buildChild(): Promise<string> {
  const outfile = here("../../node_modules/.cache/scanferry-test/share-child.mjs");
  return bundleChild(here("./share-child.ts"), outfile, ["transfer", "zip-crypt"]);
}

/** A running child. */
export interface RunningChild {
  process: ChildProcess;
  /** Resolves when it has logged in and begins. */
  begun: Promise<void>;
  /** Resolves with its lines when it has ended, killed or not. */
  ended: Promise<string[]>;
}

/** Starts the child with its orders. */
export function startChild(script: string, order: ChildOrder): RunningChild {
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, SCANFERRY_TEST_ORDER: JSON.stringify(order) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  const exit = once(child, "exit");
  const begun = new Promise<void>((resolve) => {
    reader.on("line", (line) => {
      if (line === "go") resolve();
      else lines.push(line);
    });
    void exit.then(() => resolve());
  });
  return { process: child, begun, ended: exit.then(() => lines) };
}
