import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startSandbox } from "@scanferry/sandbox";
import { beforeAll, expect, it, onTestFinished } from "vitest";

import { bundleChild } from "../../../../../tools/test-support/bundle-child.js";
import type { SelectOrder } from "./select-child.js";

/** The full check of the project selects among 100,000 subjects; everywhere else fewer show the same within seconds. */
const subjects = process.env["SCANFERRY_REQUIRE_PEERS"] === "1" ? 100_000 : 15_000;
const limitMib = 200;

interface SelectReport {
  sessions: number;
  missing: number;
  maxRssBytes: number;
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

let program = "";
beforeAll(async () => {
  const outfile = here("../../../node_modules/.cache/scanferry-test/select-child.mjs");
  program = await bundleChild(here("./select-child.ts"), outfile, ["transfer", "zip-crypt"]);
});

/** Selects in a process of its own, because vitest's memory says nothing of ours. */
async function selectInChild(order: SelectOrder): Promise<SelectReport> {
  const { stdout } = await promisify(execFile)(process.execPath, [program], {
    env: { ...process.env, SCANFERRY_TEST_ORDER: JSON.stringify(order) },
  });
  if (process.env["SCANFERRY_TEST_FIGURES"] === "1") console.log(stdout);
  return JSON.parse(stdout) as SelectReport;
}

it(`selects the sessions of ${subjects} subjects within ${limitMib} MiB of memory, with and without a list of as many names`, async () => {
  const sandbox = await startSandbox({ xnat: { projects: [{ id: "P", subjects }] } });
  onTestFinished(() => sandbox.close());
  const order = { baseUrl: sandbox.url.xnat, ...sandbox.credentials.xnat, project: "P" };
  const all = await selectInChild(order);
  expect(all).toMatchObject({ sessions: subjects, missing: 0 });
  const named = await selectInChild({ ...order, named: subjects + 1000 });
  expect(named).toMatchObject({ sessions: subjects, missing: 1000 });
  for (const { maxRssBytes } of [all, named]) expect(maxRssBytes / 2 ** 20).toBeLessThan(limitMib);
}, 180_000);
