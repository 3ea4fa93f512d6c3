import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { usePull, type PullStage } from "./support/use-pull.js";

const names = [
  "plain.dcm",
  "with space.dcm",
  "a#b.dcm",
  "a+b.dcm",
  "50%.dcm",
  "100%25.dcm",
  "äöü ß.dcm",
  "é.dcm",
  "画像 1.dcm",
  "q?a&b=c.dcm",
  "[1]{2}|3.dcm",
  "a;b,c='d'.dcm",
  "sub/plain.dcm",
  "sub/sub/plain.dcm",
  "sub dir/plain.dcm",
  "🧠.dcm",
];
/** As a client sends it and 1.6 keeps it. */
const sent = (name: string): string => name.split("/").map(encodeURIComponent).join("/");
/** As it stands on disk. */
const onDisk = (name: string): string => name.replace(/[?|]/g, "_");

const scans = [
  { id: "3-MR1", type: "T1w, MPRAGE/sag" },
  { id: "12", type: "" },
];

/** One scan's resource has odd names; the others have some resources of their own. */
function stageWith(
  version: "1.6" | "1.9",
  method: 0 | 8,
  stored: (name: string) => string,
): Promise<PullStage> {
  const files = names.map((name, index) => ({ path: stored(name), content: `${String(index)} ${name}` }));
  const resources = [{ label: "my data", kind: "text" as const, files }, "DICOM"];
  const session = { label: "S 1_MR1", scans: scans.map((scan) => ({ ...scan, resources })), resources };
  return usePull({
    version,
    zip: { method },
    projects: [{ id: "SANDBOX", subjects: [{ label: "007", sessions: [session] }] }],
  });
}

const folders = {
  "SANDBOX/007/S 1_MR1/3-MR1": "007/S 1_MR1/scans/3-MR1-T1w__MPRAGE_sag/resources",
  "SANDBOX/007/S 1_MR1/12": "007/S 1_MR1/scans/12/resources",
  "SANDBOX/007/S 1_MR1": "007/S 1_MR1/resources",
};

describe("names of all kinds", () => {
  it.each([
    ["1.6", 0, true],
    ["1.6", 8, true],
    ["1.6", 0, false],
    ["1.9", 0, true],
    ["1.9", 8, true],
    ["1.9", 0, false],
  ] as const)(
    "come from %s (method %i, zips: %s) byte by byte under their own names",
    async (version, method, zips) => {
      const stored = version === "1.6" ? sent : (name: string): string => name;
      const stage = await stageWith(version, method, stored);
      const { results, ...counts } = await stage.pull({ zips });
      expect(results.filter(({ status }) => status === "failed")).toEqual([]);
      expect(counts.done).toBe(3 * (names.length + 3));
      for (const [owner, folder] of Object.entries(folders)) {
        for (const [index, name] of names.entries())
          expect((await stage.read(join(folder, "my data/files", onDisk(name)))).toString()).toBe(
            `${String(index)} ${name}`,
          );
        expect(await stage.same(`${owner}/DICOM`, `${folder}/DICOM/files`)).toBe(3);
      }
      expect(results.map(({ id }) => id)).toContain("SANDBOX/007/S 1_MR1/3-MR1/my data/q?a&b=c.dcm");
      if (zips) expect([stage.zips(), stage.singles()]).toEqual([6, 0]);
      else expect(stage.zips()).toBe(0);
      expect(await stage.pull()).toMatchObject({ unchanged: counts.done, done: 0, failed: 0 });
    },
  );

  it("keep the server's spelling where two would become one", async () => {
    const stage = await usePull();
    const dicom = "SANDBOX/S1/S1_MR1/1/DICOM";
    for (const path of ["a%20b.dcm", "a b.dcm"]) stage.sandbox.state.xnat.addFile(dicom, path, path);
    expect(await stage.pull({}, { project: "SANDBOX", subject: "S1" })).toMatchObject({
      failed: 0,
      done: 14,
    });
    expect(await stage.same(dicom, "S1/S1_MR1/scans/1-T1w_MPRAGE/resources/DICOM/files")).toBe(5);
  });
});

describe("what the server's zips rename", () => {
  it.each(["1.6", "1.9"] as const)("never comes under another file's name (%s)", async (version) => {
    const stage = await usePull({ version });
    const dicom = "SANDBOX/S1/S1_MR1/1/DICOM";
    // In the zip, the first of each pair has the name of the second one.
    const pairs = ["1/a.dcm", "1-T1w_MPRAGE/a.dcm", "x_XNAT_E00001.dcm", "x_S1_MR1.dcm", "1/1/b.dcm"];
    for (const path of pairs) stage.sandbox.state.xnat.addFile(dicom, path, path.padEnd(30, "."));
    expect(await stage.pull()).toMatchObject({ failed: 0, done: 41 });
    expect(await stage.same(dicom, "S1/S1_MR1/scans/1-T1w_MPRAGE/resources/DICOM/files")).toBe(8);
    expect(stage.asked(/1\/resources\/1\/files\?zip/)).toHaveLength(1);
    expect(stage.asked(/scans\/1\/resources\/1\/files\/[^?]/)).toHaveLength(5);
    expect(await stage.pull()).toMatchObject({ unchanged: 41, done: 0 });
  });
});

describe("what the server's zips rename in a session that another project shares", () => {
  it("never comes under another file's name, though its label there is not known", async () => {
    const stage = await usePull({
      projects: [
        { id: "SANDBOX", subjects: [{ label: "S1", sessions: [{ label: "before" }] }] },
        { id: "OTHER", subjects: 0 },
      ],
    });
    stage.sandbox.state.xnat.shareSession("SANDBOX/S1/before", "OTHER", "theirs");
    const dicom = "SANDBOX/S1/before/1/DICOM";
    for (const path of ["x_XNAT_E00001.dcm", "x_before.dcm"])
      stage.sandbox.state.xnat.addFile(dicom, path, path.padEnd(30, "."));
    const { results, failed } = await stage.pull({}, { project: "OTHER" });
    expect([failed, results.length]).toEqual([0, 14]);
    const folder =
      results.find(({ id }) => id.endsWith("/1/DICOM/0001.dcm"))?.target.replace(/\/[^/]*$/, "") ?? "";
    expect(await stage.same(dicom, folder)).toBe(5);
  });
});

describe("names that meet", () => {
  it("are failures by name, in one layout or in two projects, and nothing is overwritten", async () => {
    const other = { id: "OTHER", subjects: [{ label: "S1", sessions: [{ label: "S1_MR1" }] }] };
    const stage = await usePull({ projects: [{ id: "SANDBOX", subjects: ["S1", "s1"] }, other] });
    const { results } = await stage.pull({ layout: "subject/session/series" });
    expect(results.filter(({ status }) => status === "done")).toHaveLength(12);
    const failed = results.filter(({ status }) => status === "failed");
    // One for all that belongs to the subject: its folder would be another's.
    expect(failed.map(({ id, error }) => [id, error?.code])).toEqual([["SANDBOX/s1", "data/unsafe-path"]]);
    const before = await stage.tree();
    const second = await stage.pull({ layout: "subject/session/series" }, { project: "OTHER" });
    expect(second).toMatchObject({ failed: 1, done: 0 });
    for (const { error } of second.results) expect(error?.code).toBe("data/unsafe-path");
    expect(await stage.tree()).toEqual(before);
    expect(await stage.same("SANDBOX/S1/S1_MR1/1/DICOM", "S1/S1_MR1/1-T1w_MPRAGE")).toBe(3);
  });

  it("are told for two resources that a layout puts together", async () => {
    const twins = [
      { label: "A", kind: "text" as const },
      { label: "B", kind: "text" as const },
    ];
    const stage = await usePull({
      projects: [{ id: "SANDBOX", subjects: ["S1"], resources: twins, scans: 1 }],
    });
    const { results } = await stage.pull({ layout: "{subject}/{scan}" });
    expect(results.map(({ status, error }) => [status, error?.code]).sort()).toEqual([
      ["done", undefined],
      ["failed", "data/unsafe-path"],
    ]);
    expect(await stage.pull({ layout: "{subject}/{scan}/{resource}" })).toMatchObject({ done: 2, failed: 0 });
  });

  it("refuse the folder of another XNAT before anything is asked", async () => {
    const [one, two] = [await usePull(), await usePull()];
    await one.pull();
    const folder = one.dir;
    await two.write("x", "");
    const { pull } = await import("../../src/pull/pull.js");
    two.sandbox.log.clear();
    await expect(pull(two.ctx, { project: "SANDBOX" }, folder).next()).rejects.toMatchObject({
      code: "input/invalid",
      message: "The output folder holds files of another XNAT.",
    });
    expect(two.sandbox.log.entries).toEqual([]);
  });
});
