import { describe, expect, it } from "vitest";

import { usePull } from "./support/use-pull.js";

const one = {
  projects: [
    {
      id: "SANDBOX",
      subjects: ["S1"],
      scans: [{ id: "1", type: "T1" }],
      resources: ["DICOM"],
      filesPerScan: 2,
    },
  ],
};

describe("a file", () => {
  it.each([true, false])("is never taken for the one that had its name before (zips: %s)", async (zips) => {
    const files = [1, 2, 3].map((n) => ({ path: `a%20${String(n)}.txt`, content: `FIRST${String(n)}` }));
    const scans = [{ id: "1", type: "T1", resources: [{ label: "DICOM", files }] }];
    const stage = await usePull({ projects: [{ id: "SANDBOX", subjects: ["S1"], scans }] });
    await stage.pull();
    for (const n of [1, 2, 3])
      stage.sandbox.state.xnat.addFile(
        "SANDBOX/S1/S1_MR1/1/DICOM",
        `a ${String(n)}.txt`,
        `OTHER${String(n)}`,
      );
    const { results } = await stage.pull({ zips });
    const folder = "S1/S1_MR1/scans/1-T1/resources/DICOM/files";
    expect((await stage.read(`${folder}/a%202.txt`)).toString()).toBe("FIRST2");
    // On 1.6, their address is that of the others: singly they cannot be had, and fail by name.
    const failed = results.filter(({ status }) => status === "failed");
    expect(failed.map(({ error }) => error?.code)).toEqual(zips ? [] : Array(3).fill("data/unsafe-path"));
    const own = zips ? "OTHER2" : "FIRST2";
    expect((await stage.read(`${folder}/a 2.txt`)).toString()).toBe(own);
  });

  it.each(["files", "zip"] as const)("is fetched again where its resource was made anew (%s)", async (as) => {
    const stage = await usePull(one);
    const { xnat } = stage.sandbox.state;
    const resource = "SANDBOX/S1/S1_MR1/1/MASKS";
    xnat.addFile(resource, "m.txt", "OLD");
    const before = await stage.pull({ as });
    const path = "/data/projects/SANDBOX/subjects/S1/experiments/S1_MR1/scans/1/resources/MASKS";
    await stage.ctx.http.api("DELETE", path, { query: { removeFiles: "true" } });
    xnat.addFile(resource, "m.txt", "NEW");
    const { done, unchanged, failed } = await stage.pull({ as });
    expect([done, unchanged, failed]).toEqual([1, before.done - 1, 0]);
    if (as === "zip") return;
    expect((await stage.read("S1/S1_MR1/scans/1-T1/resources/MASKS/files/m.txt")).toString()).toBe("NEW");
  });

  it.each(["1.6", "1.9"] as const)(
    "has one origin by whatever way it was asked for (%s)",
    async (version) => {
      const [project] = one.projects;
      const own = { sessionResources: ["LOG"], subjectResources: ["FORMS"], projectResources: ["ATLAS"] };
      const stage = await usePull({ version, projects: [{ id: "SANDBOX", ...project, ...own }] });
      await stage.pull();
      for (const scope of [
        { experiment: "XNAT_E00001" },
        { project: "SANDBOX", subject: "S1", experiment: "S1_MR1" },
        { project: "SANDBOX", experiment: "S1_MR1", scan: "1" },
        { project: "SANDBOX", subject: "S1" },
        { project: "SANDBOX", subject: "XNAT_S00001" },
        { project: "SANDBOX", subject: "S1", resource: "FORMS" },
        { project: "SANDBOX", resource: "ATLAS" },
      ]) {
        const { done, unchanged, failed } = await stage.pull({}, scope);
        expect([done, unchanged > 0, failed]).toEqual([0, true, 0]);
      }
    },
  );
});
