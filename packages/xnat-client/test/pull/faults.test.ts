import type { FaultRule, XnatSandboxOptions } from "@scanferry/sandbox";
import { isScanferryError } from "@scanferry/transfer";
import { describe, expect, it } from "vitest";

import { usePull, type PullStage } from "./support/use-pull.js";

/** Two scans of 12 files of 20 KB. */
const project = {
  id: "SANDBOX",
  subjects: ["S1"],
  scans: [
    { id: "1", type: "T1" },
    { id: "2", type: "T2" },
  ],
  resources: ["DICOM"],
  filesPerScan: 12,
  fileBytes: 20_000,
};
const all = 24;
const resource = "SANDBOX/S1/S1_MR1/1/DICOM";
const folder = "S1/S1_MR1/scans/1-T1/resources/DICOM/files";
/** The list is asked for first, then the zip: both have this path. */
const zip = { path: /scans\/1\/resources\/1\/files$/, skip: 1 };
const single = { path: /scans\/1\/resources\/1\/files\/0005\.dcm$/ };

/** Everything is whole, under its own name alone, and a second run has nothing to do. */
async function isWhole(stage: PullStage): Promise<void> {
  expect(await stage.same(resource, folder)).toBe(12);
  expect(await stage.same("SANDBOX/S1/S1_MR1/2/DICOM", "S1/S1_MR1/scans/2-T2/resources/DICOM/files")).toBe(
    12,
  );
  expect(await stage.tree()).toHaveLength(all);
  stage.sandbox.faults.clear();
  expect(await stage.pull()).toMatchObject({ unchanged: all, done: 0, failed: 0 });
}

/** What stands under a final name is as on the server; unfinished files have other names. */
async function nothingDamaged(stage: PullStage): Promise<void> {
  for (const path of await stage.tree()) {
    if (path.includes(".part")) continue;
    const [, scan = "", name = ""] = /scans\/(\d)-T\d\/resources\/DICOM\/files\/(.+)$/.exec(path) ?? [];
    const there = await stage.sandbox.state.xnat.fileBytes(`SANDBOX/S1/S1_MR1/${scan}/DICOM`, name);
    expect((await stage.read(path)).equals(there)).toBe(true);
  }
}

const passing: [string, FaultRule[]][] = [
  ["a zip that is cut with status 200", [{ ...zip, kind: "cutAtPercent", percent: 40 }]],
  ["a zip that is cut three times", [{ ...zip, kind: "cutAtPercent", percent: 70, times: 3 }]],
  ["a flipped byte in a zip", [{ ...zip, kind: "flipByte" }]],
  ["a zip that stalls", [{ ...zip, kind: "stall", afterBytes: 90_000 }]],
  ["a zip whose connection is reset", [{ ...zip, kind: "reset" }]],
  ["a zip that is refused with 503", [{ ...zip, kind: "status", status: 503 }]],
  ["zips that are refused with 500", [{ ...zip, kind: "status", status: 500, times: 9 }]],
  ["a login page in the place of a zip", [{ ...zip, kind: "html" }]],
  ["a list that is cut", [{ ...zip, skip: 0, kind: "cutAtPercent", percent: 50 }]],
  ["a list that is refused with 503", [{ ...zip, skip: 0, kind: "status", status: 503 }]],
  ["a list of resources that is reset", [{ path: /E00001\/resources$/, kind: "reset" }]],
  ["a login page in the place of a list", [{ path: /E00001\/resources$/, kind: "html" }]],
];

/** All of them on the dialect that was recorded; those of the zip itself on the others too. */
const versions: [string, XnatSandboxOptions, typeof passing][] = [
  ["1.6, stored", { version: "1.6" }, passing],
  ["1.6, deflated", { version: "1.6", zip: { method: 8 } }, passing.slice(0, 4)],
  ["1.9, stored", { version: "1.9" }, passing.slice(0, 4)],
];

describe.each(versions)("a pull from XNAT %s", (_, options, faults) => {
  it.each(faults)("goes on through %s", async (_name, rules) => {
    const stage = await usePull({ ...options, projects: [project] }, { network: { stallMs: 300 } });
    for (const rule of rules) stage.sandbox.faults.add(rule);
    const { results, ...counts } = await stage.pull();
    expect(results.filter(({ status }) => status === "failed")).toEqual([]);
    expect(counts.done).toBe(all);
    expect(stage.sandbox.log.entries.length).toBeGreaterThan(0);
    await isWhole(stage);
  });
});

describe("a file that comes by itself", () => {
  const faults: [string, FaultRule][] = [
    ["is cut", { ...single, kind: "cutAtPercent", percent: 40 }],
    ["has a flipped byte", { ...single, kind: "flipByte" }],
    ["stalls", { ...single, kind: "stall", afterBytes: 9000 }],
    ["is refused with 503", { ...single, kind: "status", status: 503 }],
    ["is a login page", { ...single, kind: "html" }],
  ];
  it.each(faults)("and %s is fetched again", async (_name, rule) => {
    const stage = await usePull({ version: "1.9", projects: [project] }, { network: { stallMs: 300 } });
    stage.sandbox.faults.add(rule);
    expect(await stage.pull({ zips: false })).toMatchObject({ done: all, failed: 0 });
    await isWhole(stage);
  });
});

describe("a pull", () => {
  it.each([10, -10])(
    "names a file whose announced length is not the listed one (%i bytes off)",
    async (delta) => {
      const stage = await usePull({ version: "1.9", projects: [project] });
      stage.sandbox.faults.add({ ...single, kind: "wrongLength", delta });
      const { results, ...counts } = await stage.pull({ zips: false });
      expect(counts).toMatchObject({ done: all - 1, failed: 1 });
      expect(results.find(({ status }) => status === "failed")).toMatchObject({
        id: `${resource}/0005.dcm`,
        error: { code: "data/size-mismatch" },
      });
      await nothingDamaged(stage);
      expect(await stage.pull()).toMatchObject({ done: 1, unchanged: all - 1, failed: 0 });
      await isWhole(stage);
    },
  );

  it("logs in once when the session ends in the middle of 8 workers", async () => {
    const stage = await usePull({
      latencyMs: 5,
      projects: [{ ...project, subjects: 4, sessionsPerSubject: 2, scans: 3, filesPerScan: 4 }],
    });
    const before = stage.sandbox.state.xnat.logins();
    let seen = 0;
    const { results, ...counts } = await stage.pull({
      onEvent: (event) => {
        if (event.type === "result" && ++seen === 20) stage.sandbox.state.xnat.expireSessions();
      },
    });
    expect(results.filter(({ status }) => status === "failed")).toEqual([]);
    expect(counts.done).toBe(4 * 2 * 3 * 4);
    expect(stage.sandbox.state.xnat.logins() - before).toBe(1);
  });

  it("names a listed file that is missing on the server's disk, and brings the others by the zip", async () => {
    const stage = await usePull({ projects: [project] });
    stage.sandbox.state.xnat.removeFile(resource, "0005.dcm");
    const { results, ...counts } = await stage.pull();
    expect(counts).toMatchObject({ done: all - 1, failed: 1 });
    const [failed] = results.filter(({ status }) => status === "failed");
    expect(failed).toMatchObject({
      id: `${resource}/0005.dcm`,
      target: `${folder}/0005.dcm`,
      error: { code: "remote/not-found" },
    });
    expect(failed?.error?.message).not.toContain("0005");
    await nothingDamaged(stage);
    stage.sandbox.state.xnat.restoreFile(resource, "0005.dcm");
    expect(await stage.pull()).toMatchObject({ done: 1, unchanged: all - 1, failed: 0 });
    await isWhole(stage);
  });

  it("takes the newer list when files come, change and go while it runs", async () => {
    const stage = await usePull({ version: "1.9", projects: [project] });
    const { xnat } = stage.sandbox.state;
    const { results } = await stage.pull({
      concurrency: 1,
      onEvent: (event) => {
        // The last one of its list, which was read before.
        if (event.type !== "plan" || event.id !== `${resource}/0012.dcm`) return;
        xnat.addFile(resource, "0013.dcm", Buffer.alloc(3000, 7));
        xnat.changeFile(resource, "0003.dcm", { bytes: 5000 });
        xnat.unlistFile(resource, "0007.dcm");
      },
    });
    expect(results.filter(({ status }) => status === "failed")).toEqual([]);
    expect(results.filter(({ status }) => status === "skipped")).toMatchObject([
      { id: `${resource}/0007.dcm`, error: { code: "remote/not-found" } },
    ]);
    expect(await stage.same(resource, folder)).toBe(12);
    expect(await stage.pull()).toMatchObject({ unchanged: all, done: 0, failed: 0 });
  });

  it("names what fails for ever, leaves nothing damaged under a final name, and completes it the next time", async () => {
    const stage = await usePull({ version: "1.9", projects: [project] });
    stage.sandbox.faults.add({
      path: /scans\/1\/resources\/1\/files($|\/)/,
      skip: 1,
      kind: "flipByte",
      times: 1000,
    });
    const { results, ...counts } = await stage.pull();
    expect(counts.done).toBeGreaterThanOrEqual(12);
    expect(counts.done + counts.failed).toBe(all);
    for (const { id, error } of results.filter(({ status }) => status === "failed")) {
      expect(id).toContain(resource);
      expect(error?.code).toMatch(/^data\/(checksum-mismatch|corrupt)$/);
    }
    await nothingDamaged(stage);
    stage.sandbox.faults.clear();
    expect(await stage.pull()).toMatchObject({ failed: 0, unchanged: counts.done, done: counts.failed });
    await isWhole(stage);
  });

  it("names a session that vanished or is forbidden meanwhile, and brings the others", async () => {
    const stage = await usePull({ projects: [{ ...project, subjects: ["S1", "S2", "S3"] }] });
    stage.sandbox.faults.add({ path: /E00001\/resources$/, kind: "status", status: 403, times: 9 });
    stage.sandbox.faults.add({ path: /E00002\/resources$/, kind: "status", status: 404, times: 9 });
    const { results, ...counts } = await stage.pull();
    expect(counts).toMatchObject({ done: all, failed: 2 });
    expect(
      results.filter(({ status }) => status === "failed").map(({ id, error }) => [id, error?.code]),
    ).toEqual([
      ["SANDBOX/S1/S1_MR1", "auth/forbidden"],
      ["SANDBOX/S2/S2_MR1", "remote/not-found"],
    ]);
  });

  it("stops at once when it is aborted, keeps what is whole, and goes on from there", async () => {
    const stage = await usePull({ projects: [project] });
    const stop = new AbortController();
    let seen = 0;
    const error: unknown = await stage
      .pull({
        signal: stop.signal,
        concurrency: 1,
        onEvent: (event) => {
          if (event.type === "result" && ++seen === 6) stop.abort();
        },
      })
      .catch((caught: unknown) => caught);
    expect(isScanferryError(error, "aborted")).toBe(true);
    await nothingDamaged(stage);
    const { done, unchanged } = await stage.pull();
    expect(unchanged).toBeGreaterThanOrEqual(6);
    expect(done + unchanged).toBe(all);
    await isWhole(stage);
  });
});
