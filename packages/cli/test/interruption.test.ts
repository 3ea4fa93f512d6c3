import { join } from "node:path";
import { readShareList } from "@scanferry/nextcloud-share";
import { describe, expect, it } from "vitest";
import { startCloud } from "./helpers/cloud.js";

describe("Ctrl-C", () => {
  it("starts nothing new, prints the summary and exits 130; the next run ends with one link each", async () => {
    const cloud = await startCloud({}, { participants: 4 });
    const fault = cloud.sandbox.faults.add({
      kind: "latency",
      ms: 20_000,
      method: "PROPFIND",
      path: /sub-0[234]\.zip/,
      times: 99,
    });
    const { code, records, stderr } = await cloud.run(
      ["share", "create", cloud.dataset, "--json", "-j", "2"],
      {
        onSpawn: (child) => {
          child.stdout?.on("data", (text: string) => {
            if (text.includes('"sub-01"')) child.kill("SIGINT");
          });
        },
      },
    );
    expect(code).toBe(130);
    expect(stderr).toContain("Ctrl-C again");
    expect(records.at(-1)).toMatchObject({ type: "summary", done: 1 });
    fault.remove();
    const again = await cloud.run(["share", "create", cloud.dataset, "--json"]);
    expect(again.code).toBe(0);
    expect(again.records.at(-1)).toMatchObject({ done: 3, unchanged: 1 });
    expect(cloud.sandbox.state.nextcloud.shares()).toHaveLength(4);
    const { rows } = await readShareList(join(cloud.folder, "share-list.xlsx"));
    expect(new Set(rows.map(({ url }) => url)).size).toBe(4);
  });

  it("ends a wait for the server's limit, which is told to everyone", async () => {
    const cloud = await startCloud({ rateLimit: { limit: 1, periodMs: 600_000 } }, { participants: 2 });
    const { code, stderr, records } = await cloud.run(["share", "create", cloud.dataset, "--json"], {
      onSpawn: (child, seen) => {
        child.stderr?.on("data", () => {
          if (/waiting \d+ (s|min)/.test(seen.stderr) && !child.killed) child.kill("SIGINT");
        });
      },
    });
    expect(stderr).toMatch(/waiting \d+ (s|min \d\d s): Nextcloud/);
    expect(code).toBe(130);
    expect(records.at(-1)).toMatchObject({ type: "summary", failed: 0 });
  });

  it("stops at once when it is pressed twice", async () => {
    const cloud = await startCloud({}, { participants: 1 });
    cloud.sandbox.faults.add({ kind: "latency", ms: 20_000, method: "PUT", times: 9 });
    const { code } = await cloud.run(["share", "create", cloud.dataset], {
      onSpawn: (child) => {
        const wait = setInterval(() => {
          if (!cloud.sandbox.log.entries.some(({ path }) => path.includes("capabilities"))) return;
          clearInterval(wait);
          child.kill("SIGINT");
        }, 20);
        child.stderr?.on("data", (text: string) => {
          if (text.includes("Ctrl-C again")) child.kill("SIGINT");
        });
      },
    });
    expect(code).toBe(130);
  });
});

describe("a reader that goes away", () => {
  it("is no error", async () => {
    const cloud = await startCloud({}, { participants: 3 });
    const { code, stderr } = await cloud.run(["bids", "ls", cloud.dataset], {
      onSpawn: (child) => child.stdout?.destroy(),
    });
    expect(stderr).toBe("");
    expect(code).toBe(0);
  });
});
