import { describe, expect, it } from "vitest";

import type { SessionFilter } from "../../src/select/session-filter.js";
import type { SessionScope } from "../../src/select/session-scope.js";
import { archive, select } from "./support/select.js";
import { useArchive } from "./support/use-archive.js";

describe.each(["1.6", "1.9"] as const)("the scope of a selection on XNAT %s", (version) => {
  const stageOf = () => useArchive({ version, ...archive });

  it("takes sessions that another project shares under this project's names", async () => {
    const stage = await stageOf();
    const { sessions } = await select(stage, {}, { project: "Q" });
    expect(sessions.map(({ label, project }) => [project, label])).toContainEqual(["Q", "Q1_scan"]);
    const shared = sessions.find(({ label }) => label === "Q1_scan");
    expect(shared?.fields["project"]).toBe("P");
    expect((await select(stage, {}, { project: "Q", experiment: "Q1_scan" })).labels).toEqual(["Q1_scan"]);
  });

  it("takes one subject or one experiment, by label or accession ID", async () => {
    const stage = await stageOf();
    const one = await select(stage, {}, { project: "P", subject: "007", experiment: "007_MR1" });
    expect(one.labels).toEqual(["007_MR1"]);
    const { id, subjectId } = one.sessions[0] ?? { id: "", subjectId: "" };
    for (const scope of [
      { experiment: id },
      { project: "P", experiment: id },
      { project: "P", experiment: "007_MR1" },
      { project: "P", subject: subjectId, experiment: "007_MR1" },
    ]) {
      const { sessions } = await select(stage, {}, scope);
      expect(sessions).toMatchObject([
        { id, label: "007_MR1", project: "P", subjectId, subjectLabel: "007" },
      ]);
    }
    // What is asked for by its name is brought whatever its kind.
    expect((await select(stage, {}, { project: "P", experiment: "s1_form" })).labels).toEqual(["s1_form"]);
    expect((await select(stage, {}, { project: "P", subject: "s1" })).labels).toEqual([]);
  });

  it.each<[string, SessionScope, SessionFilter, string]>([
    ["a subject that is not there", { project: "P", subject: "ghost" }, {}, "remote/not-found"],
    ["a subject in other capitals", { project: "P", subject: "x1" }, {}, "remote/not-found"],
    ["an experiment that is not there", { project: "P", experiment: "ghost" }, {}, "remote/not-found"],
    [
      "another subject's experiment",
      { project: "P", subject: "7", experiment: "X1_MR1" },
      {},
      "remote/not-found",
    ],
    ["a project that is not there", { project: "NOPE" }, {}, "remote/not-found"],
    ["nothing to start from", {}, {}, "input/invalid"],
    ["subjects within a subject", { project: "P", subject: "7" }, { subjects: ["7"] }, "input/invalid"],
    ["an unknown modality", { project: "P" }, { modalities: ["MRI"] }, "input/invalid"],
  ])("refuses %s", async (_, scope, filter, code) => {
    const stage = await stageOf();
    await expect(select(stage, filter, scope)).rejects.toMatchObject({ code });
  });
});
