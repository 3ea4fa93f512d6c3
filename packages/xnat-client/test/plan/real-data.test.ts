import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { describeShared, sharedPath } from "../../../../tools/test-support/shared-data.js";
import { readPlan } from "./support/use-tree.js";

/** How many files lie below a folder. */
function filesBelow(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .length;
}

describeShared("plans of real scans", () => {
  it.each(["dcmjs", "heudiconv", "messy", "nih", "philips", "pydicom", "studyforrest"])(
    "tell of every file in %s what becomes of it",
    async (name) => {
      const folder = sharedPath(`dicom/${name}`);
      const { plan } = await readPlan(folder, {
        byHeader: true,
        skipUnreadable: true,
        splitStudies: true,
      });
      const { files, leftOut } = plan.totals;
      const left = Object.values(leftOut).reduce((sum, count) => sum + count, 0);
      expect(files + left).toBe(filesBelow(folder));
      expect(files).toBeGreaterThan(0);
    },
  );

  it("keep studies, people and labels apart where folders and headers tell them", async () => {
    const { sessions, plan } = await readPlan(sharedPath("dicom/messy"), {
      byHeader: true,
      skipUnreadable: true,
    });
    expect(plan.totals.leftOut).toMatchObject({ empty: 1, truncated: 2 });
    for (const { problems, studyUids } of sessions)
      if (problems.length === 0) expect(studyUids).toHaveLength(1);
    const forrest = await readPlan(sharedPath("dicom/studyforrest"), { byHeader: true });
    expect(forrest.problems).toEqual({ "02/02_20130717": [], "02/02_20140425": [] });
  });
});
