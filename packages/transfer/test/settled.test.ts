import { readdir } from "node:fs/promises";
import { expect, it } from "vitest";

import { ScanferryError, type SettledItem, type TransferEvent } from "../src/index.js";
import { given } from "./support/download-items.js";
import { run } from "./support/run-downloads.js";
import { dir, useDownloadServer } from "./support/use-download-server.js";

useDownloadServer();

it("an item that is settled in the plan joins results, events and summary, and touches nothing", async () => {
  const error = new ScanferryError("remote/not-found", "no such scan");
  const left: SettledItem = { kind: "settled", id: "S1", target: "S1", status: "skipped", sizeBytes: 7 };
  const failed: SettledItem = { ...left, id: "S2", target: "../S2", action: "plan", status: "failed", error };
  const events: TransferEvent[] = [];
  const summary = await run([left, failed, given("a", "text")], { onEvent: (event) => events.push(event) });
  expect(summary).toMatchObject({ done: 1, skipped: 1, failed: 1, bytes: 4 });
  expect(summary.results).toMatchObject([
    { id: "S1", target: "S1", action: "download", status: "skipped", bytes: 7 },
    { id: "S2", target: "../S2", action: "plan", status: "failed", error },
    { id: "a", status: "done" },
  ]);
  expect(events.filter(({ type }) => type === "plan")).toMatchObject([{ id: "a" }]);
  expect(events.filter(({ type }) => type === "result")).toHaveLength(3);
  expect(events.at(-1)).toMatchObject({ type: "summary", done: 1, skipped: 1, failed: 1 });
  expect((await readdir(dir)).sort()).toEqual([".scanferry", "a"]);
});
