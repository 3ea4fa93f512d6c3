import { beforeAll, describe, expect, it } from "vitest";

import { bundlePullChild, pullInChild, type PullReport } from "./child/run-pull-child.js";
import { usePull, type PullStage } from "./support/use-pull.js";

/** The full check of the project takes what was promised; everywhere else less shows the same within seconds. */
const full = process.env["SCANFERRY_REQUIRE_PEERS"] === "1";
const mib = 1024 * 1024;

let program = "";
beforeAll(async () => {
  program = await bundlePullChild("memory-child");
});

async function inChild(stage: PullStage, options: object): Promise<PullReport> {
  const { sandbox, dir } = stage;
  const scope = { project: "SANDBOX" };
  const login = { baseUrl: sandbox.url.xnat, ...sandbox.credentials.xnat };
  const report = await pullInChild(program, { ...login, dir, scope, options });
  if (report === undefined) throw new Error("the pull was killed");
  return report;
}

describe("memory", () => {
  const subjects = full ? 100_000 : 20_000;
  const planned = full ? 10_000 : 200;
  const largeBytes = full ? 1024 * mib : 192 * mib;

  it(`of a plan that chooses among ${String(subjects)} subjects stays below 200 MiB`, async () => {
    const stage = await usePull({ projects: [{ id: "SANDBOX", subjects, scans: 1 }] });
    const { counts, maxRssBytes } = await inChild(stage, { dryRun: true, sessions: ["S77_*", "S7777_MR1"] });
    expect(counts).toEqual({ planned: 8 });
    expect(maxRssBytes / mib).toBeLessThan(200);
  }, 180_000);

  it(`of a plan of ${String(planned)} sessions stays below 200 MiB`, async () => {
    const stage = await usePull({ projects: [{ id: "SANDBOX", subjects: planned, scans: 1 }] });
    const { counts, maxRssBytes } = await inChild(stage, { dryRun: true, concurrency: 8 });
    expect(counts).toEqual({ planned: 4 * planned });
    expect(maxRssBytes / mib).toBeLessThan(200);
  }, 300_000);

  it.each([
    ["files", 150],
    // Two readers hold each chunk, so that its memory is not received into again.
    ["zip", 200],
  ])(
    `of a file of ${String(largeBytes / mib)} MiB as %s stays below %i MiB`,
    async (as, limit) => {
      const scans = [
        {
          id: "1",
          type: "T1",
          resources: [
            {
              label: "RAW",
              kind: "text" as const,
              files: [{ path: "large.dcm", bytes: largeBytes }, { path: "a.dcm" }, { path: "b.dcm" }],
            },
          ],
        },
      ];
      const stage = await usePull({ projects: [{ id: "SANDBOX", subjects: ["S1"], scans }] });
      const { counts, maxRssBytes } = await inChild(stage, { as });
      expect(counts).toEqual({ done: as === "zip" ? 1 : 3 });
      expect(maxRssBytes / mib).toBeLessThan(limit);
    },
    180_000,
  );

  it("of a list of 10,000 files stays below 150 MiB", async () => {
    const stage = await usePull({
      projects: [{ id: "SANDBOX", subjects: ["S1"], scans: 1, resources: ["DICOM"], filesPerScan: 10_000 }],
    });
    const { counts, maxRssBytes } = await inChild(stage, { dryRun: true });
    expect(counts).toEqual({ planned: 10_000 });
    expect(maxRssBytes / mib).toBeLessThan(150);
  }, 180_000);
});
