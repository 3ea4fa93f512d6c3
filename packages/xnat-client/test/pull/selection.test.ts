import { describe, expect, it } from "vitest";

import { usePull } from "./support/use-pull.js";

const scan = (label: string, id: string): string => `SANDBOX/S1/S1_MR1/${id}/${label}`;
const t1 = "S1/S1_MR1/scans/1-T1w_MPRAGE/resources";

describe("what a pull takes", () => {
  it("takes a scan, a session, a subject or a resource alone", async () => {
    const stage = await usePull({
      projects: [
        { id: "P", sessionResources: ["QC"], subjectResources: ["FORM"], projectResources: ["DOC"] },
      ],
    });
    const done = async (scope: Parameters<typeof stage.pull>[1]): Promise<number> => {
      const { done, unchanged, failed } = await stage.pull({}, scope);
      expect(failed).toBe(0);
      return done + unchanged;
    };
    expect(await done({ project: "P", experiment: "S1_MR1", scan: "2", resource: "NIFTI" })).toBe(1);
    expect(await stage.tree()).toEqual([
      "S1/S1_MR1/scans/2-Resting__eyes_open_closed/resources/NIFTI/files/image.nii.gz",
    ]);
    expect(await done({ project: "P", subject: "S1", experiment: "S1_MR1", scan: "2" })).toBe(4);
    expect(await done({ experiment: "XNAT_E00001" })).toBe(13);
    expect(await done({ project: "P", subject: "S1", experiment: "S1_MR1", resource: "QC" })).toBe(1);
    expect(await done({ project: "P", subject: "002" })).toBe(14);
    expect(await done({ project: "P", subject: "XNAT_S00002", resource: "FORM" })).toBe(1);
    expect(await done({ project: "P", resource: "DOC" })).toBe(1);
    expect(await done({ project: "P" })).toBe(43);
    const tree = await stage.tree();
    expect(tree).toHaveLength(43);
    expect(
      tree.filter((path) => !path.includes("/scans/")).map((path) => path.replace(/[^/]*$/, "*")),
    ).toEqual([
      "002/002_MR1/resources/QC/files/*",
      "002/resources/FORM/files/*",
      "S1/S1_MR1/resources/QC/files/*",
      "S1/resources/FORM/files/*",
      "S3/S3_MR1/resources/QC/files/*",
      "S3/resources/FORM/files/*",
      "resources/DOC/files/*",
    ]);
  });

  it("leaves out what filters say, and tells patterns that nothing matched", async () => {
    const stage = await usePull({
      projects: [{ id: "SANDBOX", sessionResources: ["QC"], projectResources: ["DOC"] }],
    });
    await stage.pull({ scans: ["t1*", "9"], resources: ["dicom"], subjects: ["002"] });
    expect(await stage.tree()).toEqual(
      [1, 2, 3].map((n) => `002/002_MR1/scans/1-T1w_MPRAGE/resources/DICOM/files/000${String(n)}.dcm`),
    );
    expect(stage.warnings()).toEqual(["A pattern for scans or resources matched nothing."]);
    await stage.pull({ resources: ["QC", "DOC"], sessions: ["S1_*"] });
    expect((await stage.tree()).filter((path) => !path.startsWith("002"))).toEqual([
      "S1/S1_MR1/resources/QC/files/notes.txt",
    ]);
  });

  it("tells names that the server does not have, and stops before the first byte when it is strict", async () => {
    const stage = await usePull();
    const { results, ...counts } = await stage.pull({ subjects: ["S1", "nobody", "01"] });
    expect(counts).toMatchObject({ done: 12, skipped: 2, failed: 0 });
    expect(
      results.filter(({ status }) => status === "skipped").map(({ id, error }) => [id, error?.code]),
    ).toEqual([
      ["SANDBOX/nobody", "remote/not-found"],
      ["SANDBOX/01", "remote/not-found"],
    ]);
    expect(stage.warnings()).toEqual(["2 of the 3 subjects that were asked for are not on the server."]);
    const resembling = await stage.pull({ subjects: ["s1", "2"] });
    expect(resembling.results.map(({ error }) => error?.details)).toEqual([
      { alike: "S1" },
      { alike: "002" },
    ]);
    const strict = await usePull();
    await expect(strict.pull({}, { project: "SANDBOX", scan: "1" })).rejects.toMatchObject({
      code: "input/invalid",
    });
    await expect(strict.pull({ subjects: ["S1", "nobody"], strict: true })).rejects.toMatchObject({
      code: "remote/not-found",
    });
    await expect(
      strict.pull({}, { project: "SANDBOX", experiment: "S1_MR1", scan: "99" }),
    ).resolves.toMatchObject({ failed: 1 });
    for (const scope of [{ subject: "S1" }, { experiment: "S1_MR1" }, {}])
      expect(await strict.pull({}, { project: "SANDBOX", ...scope, resource: "NONE" })).toMatchObject({
        failed: 1,
        results: [{ error: { code: "remote/not-found" } }],
      });
    expect(await strict.tree()).toEqual([]);
  });

  it("leaves out what is no imaging session, and says so", async () => {
    const stage = await usePull();
    const { xnat } = stage.sandbox.state;
    for (const label of ["F1", "F2"])
      xnat.addSession("SANDBOX/S1", { label, xsiType: "xnat:subjectVariablesData" });
    expect(await stage.pull()).toMatchObject({ done: 36, failed: 0, skipped: 0 });
    expect(stage.warnings()).toEqual(["2 experiments that are no imaging sessions are left out."]);
  });

  it("brings a shared session under the names of the project that was asked for", async () => {
    const stage = await usePull({ projects: [{ id: "SANDBOX" }, { id: "OTHER", subjects: 0 }] });
    stage.sandbox.state.xnat.shareSession("SANDBOX/S1/S1_MR1", "OTHER", "theirs");
    const { results, failed } = await stage.pull({}, { project: "OTHER" });
    expect([failed, results.length]).toEqual([0, 12]);
    for (const { id, target } of results) {
      expect(id).toMatch(/^OTHER\/[^/]+\/theirs\//);
      expect(target).toMatch(/^[^/]+\/theirs\/scans\//);
    }
  });

  it("leaves files that the server no longer lists where they are, and says so each time", async () => {
    const stage = await usePull();
    await stage.pull();
    stage.sandbox.state.xnat.unlistFile(scan("DICOM", "1"), "0002.dcm");
    for (const look of [{ dryRun: true }, {}, { scans: ["1"] }]) {
      const { results, failed } = await stage.pull(look);
      expect(failed).toBe(0);
      expect(results.filter(({ status }) => status === "skipped")).toMatchObject([
        {
          id: "SANDBOX/S1/S1_MR1/1/DICOM/0002.dcm",
          target: `${t1}/DICOM/files/0002.dcm`,
          error: { code: "remote/not-found" },
        },
      ]);
    }
    expect(await stage.pull({ scans: ["2"] })).toMatchObject({ skipped: 0 });
    expect(await stage.tree()).toHaveLength(36);
  });
});

it("brings no resource of a subject whose name may mean two", async () => {
  const subjects = [{ label: "XNAT_S00002" }, { label: "two" }];
  const stage = await usePull({ projects: [{ id: "SANDBOX", subjects, subjectResources: ["INFO"] }] });
  await expect(
    stage.pull({}, { project: "SANDBOX", subject: "XNAT_S00002", resource: "INFO" }),
  ).rejects.toMatchObject({ code: "remote/ambiguous" });
});
