import { utimes } from "node:fs/promises";
import { join } from "node:path";
import type { XnatSandboxOptions } from "@scanferry/sandbox";
import { describe, expect, it } from "vitest";

import { usePull } from "./support/use-pull.js";

const scan = (label: string, id: string): string => `SANDBOX/S1/S1_MR1/${id}/${label}`;
const t1 = "S1/S1_MR1/scans/1-T1w_MPRAGE/resources";
const kinds: [string, XnatSandboxOptions][] = [
  ["1.6, stored", { version: "1.6" }],
  ["1.6, deflated", { version: "1.6", zip: { method: 8 } }],
  ["1.9, stored", { version: "1.9" }],
  ["1.9, deflated", { version: "1.9", zip: { method: 8 } }],
  ["1.9 with a digest for every other file", { version: "1.9", digests: "some" }],
  ["1.6 behind a context path", { version: "1.6", contextPath: "/xnat" }],
];

describe.each(kinds)("a pull from XNAT %s", (_, options) => {
  it("brings every resource by its zip, byte by byte, and nothing the second time", async () => {
    const stage = await usePull(options);
    expect(await stage.pull()).toMatchObject({ done: 36, failed: 0, skipped: 0, unchanged: 0 });
    expect([stage.zips(), stage.singles()]).toEqual([9, 9]);
    expect(await stage.same(scan("DICOM", "1"), `${t1}/DICOM/files`)).toBe(3);
    expect(await stage.same(scan("NIFTI", "3-MR1"), "S1/S1_MR1/scans/3-MR1-DTI/resources/NIFTI/files")).toBe(
      1,
    );
    const before = await stage.tree();
    expect(await stage.pull()).toMatchObject({ done: 0, failed: 0, unchanged: 36, bytes: 0 });
    expect([stage.zips(), stage.singles()]).toEqual([0, 0]);
    expect(await stage.tree()).toEqual(before);
  });

  it("brings what changed on the server or was damaged here, and only that", async () => {
    const stage = await usePull(options);
    await stage.pull();
    stage.sandbox.state.xnat.changeFile(scan("DICOM", "1"), "0002.dcm", { bytes: 5000 });
    stage.sandbox.state.xnat.addFile(scan("DICOM", "1"), "new.dcm", "new");
    await stage.write("002/002_MR1/scans/1-T1w_MPRAGE/resources/DICOM/files/0001.dcm", "cut");
    const { results, ...counts } = await stage.pull();
    expect(counts).toMatchObject({ done: 3, failed: 0, unchanged: 34 });
    expect(
      results
        .filter(({ status }) => status === "done")
        .map(({ id }) => id)
        .sort(),
    ).toEqual([
      "SANDBOX/002/002_MR1/1/DICOM/0001.dcm",
      "SANDBOX/S1/S1_MR1/1/DICOM/0002.dcm",
      "SANDBOX/S1/S1_MR1/1/DICOM/new.dcm",
    ]);
    expect(await stage.same(scan("DICOM", "1"), `${t1}/DICOM/files`)).toBe(4);
    expect(
      await stage.same("SANDBOX/002/002_MR1/1/DICOM", "002/002_MR1/scans/1-T1w_MPRAGE/resources/DICOM/files"),
    ).toBe(3);
  });
});

describe("a pull", () => {
  it("says what it would bring and writes nothing", async () => {
    const stage = await usePull();
    for (const look of [{ dryRun: true }, { check: true }]) {
      expect(await stage.pull(look)).toMatchObject({ planned: 36, done: 0, failed: 0 });
      expect([stage.zips(), stage.singles(), await stage.tree()]).toEqual([0, 0, []]);
    }
    await stage.pull();
    stage.sandbox.state.xnat.changeFile(scan("DICOM", "1"), "0002.dcm", { bytes: 5000 });
    for (const look of [{ dryRun: true }, { check: true }]) {
      expect(await stage.pull(look)).toMatchObject({ planned: 1, unchanged: 35, done: 0, failed: 0 });
      expect(stage.zips()).toBe(0);
    }
  });

  it("finds a change of the same length by its digest, and without digests by its date when it checks", async () => {
    for (const version of ["1.6", "1.9"] as const) {
      const stage = await usePull({ version });
      await stage.pull();
      stage.sandbox.clock.advance(5000);
      stage.sandbox.state.xnat.sameLengthChange(scan("DICOM", "1"), "0002.dcm");
      const { results, ...counts } = await stage.pull({ check: true });
      expect([version, counts]).toMatchObject([version, { planned: 1, unchanged: 35 }]);
      expect(results.find(({ status }) => status === "planned")?.id).toBe(
        "SANDBOX/S1/S1_MR1/1/DICOM/0002.dcm",
      );
    }
  });

  it("takes what another tool left for whole when the digest says so", async () => {
    const stage = await usePull({ version: "1.9" });
    await stage.pull();
    const left = join(stage.dir, `${t1}/DICOM/files/0001.dcm`);
    await utimes(left, 1, 1);
    expect(await stage.pull()).toMatchObject({ unchanged: 36, done: 0 });
    await stage.write(`${t1}/DICOM/files/0001.dcm`, Buffer.alloc(4096, 1));
    expect(await stage.pull({ checksum: true })).toMatchObject({ unchanged: 35, done: 1 });
  });

  it("fetches each file by itself where zips are not wanted, or do not work", async () => {
    const without = await usePull();
    expect(await without.pull({ zips: false })).toMatchObject({ done: 36, failed: 0 });
    expect([without.zips(), without.singles()]).toEqual([0, 36]);
    const broken = await usePull({ zip: { works: false } });
    expect(await broken.pull({ concurrency: 2 })).toMatchObject({ done: 36, failed: 0 });
    // A server that has refused some is not asked for the others.
    expect(new Set(broken.asked(/\?zip$/)).size).toBeLessThan(6);
    expect(broken.warnings()).toHaveLength(1);
    expect(await broken.same(scan("DICOM", "1"), `${t1}/DICOM/files`)).toBe(3);
  });

  it("brings empty files, and does not ask for their zip again", async () => {
    for (const version of ["1.6", "1.9"] as const) {
      const stage = await usePull({ version });
      for (const name of ["empty", "empty2", "empty3"])
        stage.sandbox.state.xnat.addFile(scan("DICOM", "1"), name, "");
      expect(await stage.pull()).toMatchObject({ done: 39, failed: 0 });
      expect(await stage.same(scan("DICOM", "1"), `${t1}/DICOM/files`)).toBe(6);
      expect(await stage.pull()).toMatchObject({ done: 0, unchanged: 39, failed: 0 });
      expect(stage.zips()).toBe(0);
    }
  });

  it("brings a resource whose list does not fit into memory", async () => {
    const project = {
      id: "SANDBOX",
      subjects: ["S1"],
      scans: 1,
      resources: ["DICOM"],
      filesPerScan: 1500,
      fileBytes: 600,
    };
    const stage = await usePull({ projects: [project] });
    expect(await stage.pull()).toMatchObject({ done: 1500, failed: 0 });
    expect([stage.zips(), stage.singles(), (await stage.tree()).length]).toEqual([1, 0, 1500]);
    expect(await stage.pull()).toMatchObject({ done: 0, unchanged: 1500 });
  });
});
