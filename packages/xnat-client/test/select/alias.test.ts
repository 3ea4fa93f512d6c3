import { describe, expect, it } from "vitest";

import { select } from "./support/select.js";
import { useArchive } from "./support/use-archive.js";

describe.each(["1.6", "1.9"] as const)("a project named by its alias on XNAT %s", (version) => {
  const lent = {
    label: "L1",
    sessions: [{ label: "L1_MR1", sharedInto: [{ project: "P", label: "P_L1" }] }],
  };
  const projects = [
    { id: "P", aliases: ["OTHERNAME"], subjects: ["S1", "S2"] },
    { id: "Q", subjects: [lent] },
    { id: "EMPTY", aliases: ["NOBODY"], subjects: [] },
  ];

  it("gives sessions under the project's own ID", async () => {
    const stage = await useArchive({ version, projects });
    const wanted = (await select(stage)).sessions;
    expect(wanted).toHaveLength(3);
    stage.asked();
    const scope = { project: "OTHERNAME" };
    expect((await select(stage, {}, scope)).sessions).toEqual(wanted);
    expect(stage.asked()).toEqual([
      "/data/projects/OTHERNAME/subjects",
      "/data/projects/OTHERNAME",
      "/data/projects/P/experiments",
    ]);
    expect((await select(stage, { subjects: ["S1"] }, scope)).sessions).toEqual(wanted.slice(0, 1));
    expect((await select(stage, {}, { ...scope, subject: "S2" })).sessions).toEqual(wanted.slice(1, 2));
    for (const [index, experiment] of ["S1_MR1", "XNAT_E00002", "P_L1"].entries())
      expect((await select(stage, {}, { ...scope, experiment })).sessions).toMatchObject([
        { id: wanted[index]?.id, project: "P", subjectLabel: wanted[index]?.subjectLabel },
      ]);
    expect((await select(stage, {}, { project: "NOBODY" })).sessions).toEqual([]);
  });
});
