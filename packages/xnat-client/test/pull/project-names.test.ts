import { describe, expect, it } from "vitest";

import { usePull } from "./support/use-pull.js";

const projects = [
  {
    id: "SANDBOX",
    aliases: ["OTHERNAME"],
    subjects: ["S1"],
    scans: 2,
    resources: ["DICOM"],
    filesPerScan: 1,
    subjectResources: ["FORM"],
    projectResources: ["DOC"],
  },
];

describe("a project", () => {
  it.each([
    ["SANDBOX", "OTHERNAME"],
    ["OTHERNAME", "SANDBOX"],
  ])("has the same files by the name %s and by the name %s", async (first, second) => {
    const stage = await usePull({ projects });
    expect(await stage.pull({}, { project: first })).toMatchObject({ done: 4, failed: 0 });
    const { results, unchanged } = await stage.pull({}, { project: second });
    expect([unchanged, results.length]).toEqual([4, 4]);
    for (const { id } of results) expect(id).toMatch(/^SANDBOX\//);
  });

  it("is named by the hint of everything in it that is refused", async () => {
    const refusals = [
      { path: /experiments\/XNAT_E00001\/resources$/ },
      { path: /scans\/1\/resources\/\d+\/files$/ },
      { path: /scans\/1\/resources\/\d+\/files/, skip: 1 },
    ];
    for (const refusal of refusals) {
      const stage = await usePull({ projects });
      stage.sandbox.faults.add({ kind: "status", status: 403, times: 99, ...refusal });
      for (const as of ["files", "zip"] as const) {
        const { results, failed } = await stage.pull({ as });
        expect(failed).toBe(1);
        const { error } = results.find(({ status }) => status === "failed") ?? {};
        expect(error).toMatchObject({ code: "auth/forbidden" });
        expect(error?.hint).toContain("/data/projects/SANDBOX?format=html");
      }
    }
  });
});
