import { describe, expect, it } from "vitest";

import { usePull } from "./support/use-pull.js";

const dicom = "SANDBOX/S1/S1_MR1/1/DICOM";
const small = { projects: [{ id: "SANDBOX", subjects: ["S1"], scans: 1, resources: ["DICOM", "NIFTI"] }] };

describe("files that a server counts and does not list", () => {
  it.each([{}, { as: "zip" }, { dryRun: true }, { check: true }] as const)(
    "are a failed result where a resource's list is empty (%o)",
    async (options) => {
      const stage = await usePull(small);
      stage.editList("/resources/1/files", (rows) => rows.splice(0));
      const { failed, results } = await stage.pull(options);
      expect(failed).toBe(1);
      expect(results.find(({ status }) => status === "failed")).toMatchObject({
        id: dicom,
        error: {
          code: "remote/failed",
          message: "The server counts files in this resource and lists none.",
          hint: expect.stringContaining("catalog") as string,
          details: { counted: 3 },
        },
      });
    },
  );

  it("are one warning for each resource where the numbers differ, and what is listed comes", async () => {
    const stage = await usePull(small);
    stage.editList("/resources/1/files", (rows) => rows.splice(0, 1));
    stage.editList("/resources", (rows) => {
      for (const row of rows) if (row["label"] === "NIFTI") row["file_count"] = "0";
    });
    expect(await stage.pull()).toMatchObject({ done: 3, failed: 0 });
    const warned = stage.events.filter(({ type }) => type === "warning");
    expect(warned).toMatchObject([
      { id: dicom, message: "The server lists fewer files of a resource than it counts: 2 instead of 3." },
      { id: dicom.replace("DICOM", "NIFTI"), message: expect.stringContaining("more files") as string },
    ]);
  });

  it("are told for the first 20 resources and counted for the others", async () => {
    const stage = await usePull({
      projects: [{ id: "SANDBOX", subjects: ["S1"], scans: 25, resources: ["DICOM"], filesPerScan: 2 }],
    });
    stage.editList("/files", (rows) => rows.splice(0, 1));
    expect(await stage.pull({ dryRun: true })).toMatchObject({ planned: 25 });
    expect(stage.warnings()).toHaveLength(21);
    expect(stage.warnings().at(-1)).toBe("For 5 more resources the server's lists and counts differ.");
  });

  it("are no failure where none are counted, or the server has not counted", async () => {
    const stage = await usePull(small);
    stage.editList("/files", (rows) => rows.splice(0));
    stage.editList("/resources", (rows) => {
      for (const row of rows) row["file_count"] = row["label"] === "DICOM" ? "" : "0";
    });
    expect((await stage.pull()).results).toEqual([]);
    expect(stage.warnings()).toEqual(["1 selected session has no file that was asked for."]);
  });
});
