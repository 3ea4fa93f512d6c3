import { describe, expect, it } from "vitest";

import { usePull } from "./support/use-pull.js";

const two = {
  projects: [
    {
      id: "SANDBOX",
      subjects: ["S1"],
      scans: [
        { id: "1", type: "T1" },
        { id: "2", type: "T2" },
      ],
      resources: ["DICOM"],
      filesPerScan: 2,
      subjectResources: ["FORM", "NOTE"],
    },
  ],
};

describe("rows of resources that are odd", () => {
  it("are one resource when they have one number", async () => {
    const stage = await usePull(two);
    expect(await stage.pull()).toMatchObject({ done: 6, failed: 0 });
    const before = await stage.tree();
    stage.editList("/resources", (rows) => rows.push(...rows.map((row) => ({ ...row }))));
    expect(await stage.pull()).toMatchObject({ done: 0, unchanged: 6, failed: 0, skipped: 0 });
    expect(await stage.tree()).toEqual(before);
  });

  it.each([
    ["a scan ID that no address holds", "cat_id", "2/3"],
    ["no scan ID that an address holds", "cat_id", ".."],
    ["no number", "xnat_abstractresource_id", ""],
  ])("fail alone where they have %s", async (_, column, value) => {
    const stage = await usePull(two);
    stage.editList("/resources", (rows) => {
      for (const row of rows) if (row["cat_id"] === "2") row[column] = value;
    });
    const { results, done, failed } = await stage.pull();
    expect([done, failed]).toEqual([4, 1]);
    expect(results.find(({ status }) => status === "failed")).toMatchObject({
      id: expect.stringMatching(/^SANDBOX\/S1\/S1_MR1\/.+\/DICOM$/) as string,
      error: { code: "remote/failed", message: expect.stringContaining("no address can have") as string },
    });
  });

  it("fail alone where a subject's have no number", async () => {
    const stage = await usePull(two);
    stage.editList("/resources", (rows) => {
      for (const row of rows) if (row["label"] === "FORM") row["xnat_abstractresource_id"] = "";
    });
    expect(await stage.pull()).toMatchObject({ done: 5, failed: 1 });
  });
});
