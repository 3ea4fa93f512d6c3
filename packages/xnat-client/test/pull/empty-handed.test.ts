import { describe, expect, it } from "vitest";

import { usePull, type PullStage } from "./support/use-pull.js";

const t1 = [{ id: "1", type: "T1w" }];
const cohort = {
  projects: [
    {
      id: "SANDBOX",
      resources: ["DICOM"],
      filesPerScan: 1,
      subjects: [
        { label: "S1", sessions: [{ scans: t1 }, { scans: [{ id: "1", type: "T2w" }] }] },
        { label: "S2", sessions: [] },
        { label: "S3", sessions: [{ scans: [{ id: "1", type: "T2w" }] }] },
        { label: "S4", sessions: [{ scans: t1 }] },
      ],
    },
  ],
};

/** The results that are no file: id, status and code. */
async function told(stage: PullStage, ...how: Parameters<PullStage["pull"]>): Promise<unknown[]> {
  const { results } = await stage.pull(...how);
  return results
    .filter(({ error }) => error !== undefined)
    .map(({ id, status, error }) => [id, status, error?.code]);
}

describe("what was asked for and has nothing", () => {
  it("is told by name for subjects of a list, and counted for sessions", async () => {
    const stage = await usePull(cohort);
    const subjects = ["S1", "S2", "S3", "XNAT_S00004", "nobody"];
    expect(await told(stage, { subjects, scans: ["T1*"] })).toEqual([
      ["SANDBOX/nobody", "skipped", "remote/not-found"],
      ["SANDBOX/S2", "skipped", "remote/not-found"],
      ["SANDBOX/S3", "skipped", "remote/not-found"],
    ]);
    expect(await stage.tree()).toHaveLength(2);
    expect(stage.warnings()).toEqual([
      "1 of the 5 subjects that were asked for is not on the server.",
      "2 selected sessions have no file that was asked for.",
      "2 subjects that were asked for have no file that was asked for.",
    ]);
    expect(await told(stage, { subjects, scans: ["T1*"], dryRun: true })).toHaveLength(3);
  });

  it("is a failed result where the pull is strict", async () => {
    const stage = await usePull(cohort);
    expect(await told(stage, { subjects: ["S1", "S2"], strict: true })).toEqual([
      ["SANDBOX/S2", "failed", "remote/not-found"],
    ]);
  });

  it("is told for the subject or the session of the scope, and for sessions that were named", async () => {
    const stage = await usePull(cohort);
    expect(await told(stage, {}, { project: "SANDBOX", subject: "S2" })).toEqual([
      ["SANDBOX/S2", "skipped", "remote/not-found"],
    ]);
    expect(await told(stage, { scans: ["T1*"] }, { project: "SANDBOX", experiment: "S3_MR1" })).toEqual([
      ["SANDBOX/S3/S3_MR1", "skipped", "remote/not-found"],
    ]);
    expect(await told(stage, { scans: ["T1*"], sessions: ["S1_*", "S4_*"] })).toEqual([
      ["SANDBOX/S1/S1_MR2", "skipped", "remote/not-found"],
    ]);
  });

  it("is counted alone where nobody was named, and not told where something failed", async () => {
    const stage = await usePull(cohort);
    expect(await told(stage, { scans: ["T1*"] })).toEqual([]);
    expect(stage.warnings()).toEqual(["2 selected sessions have no file that was asked for."]);
    stage.sandbox.faults.add({ path: /experiments\/XNAT_E00004\/resources$/, kind: "status", status: 404 });
    expect(await told(stage, { subjects: ["S3", "S4"] })).toEqual([
      ["SANDBOX/S4/S4_MR1", "failed", "remote/not-found"],
    ]);
    expect(stage.warnings()).toEqual([]);
  });

  it("is nothing where a subject has files of its own, and costs no request where everybody has something", async () => {
    const [project] = cohort.projects;
    const stage = await usePull({ projects: [{ ...project, id: "SANDBOX", subjectResources: ["FORM"] }] });
    expect(await told(stage, { subjects: ["S1", "S2"] })).toEqual([]);
    expect(await told(stage, { subjects: ["S1", "S4"], sessions: ["*"] })).toEqual([]);
    expect(stage.asked(/subjects\?/).length).toBeLessThanOrEqual(1);
    expect(stage.warnings()).toEqual([]);
  });
});
