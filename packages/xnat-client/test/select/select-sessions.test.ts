import { describe, expect, it } from "vitest";

import { selectSessions } from "../../src/select/select-sessions.js";
import { archive, select } from "./support/select.js";
import { useArchive } from "./support/use-archive.js";

describe.each(["1.6", "1.9"] as const)("selectSessions on XNAT %s", (version) => {
  const stageOf = () => useArchive({ version, ...archive });

  it("takes all imaging sessions of a project with two requests, and tells what it leaves out", async () => {
    const stage = await stageOf();
    const { labels, sessions, leftOut } = await select(stage);
    expect(labels).toHaveLength(5 + 20);
    expect(labels).not.toContain("s1_form");
    expect(leftOut).toEqual([{ reason: "not-imaging", count: 1, xsiTypes: ["xnat:subjectVariablesData"] }]);
    expect(sessions[0]).toMatchObject({
      label: "007_MR1",
      project: "P",
      subjectLabel: "007",
      date: "2020-01-02",
      xsiType: "xnat:mrSessionData",
    });
    expect(stage.asked()).toEqual(["/data/projects/P/subjects", "/data/projects/P/experiments"]);
  });

  it("reads the list of the whole project once where many subjects are wanted", async () => {
    const stage = await stageOf();
    const subjects = Array.from({ length: 20 }, (_, index) => `X${index}`);
    const { labels } = await select(stage, { subjects });
    expect(labels).toEqual(subjects.map((label) => `${label}_MR1`));
    expect(stage.asked()).toHaveLength(2);
  });

  it("takes an empty list for nobody, not for everybody", async () => {
    const stage = await stageOf();
    expect((await select(stage, { subjects: [] })).labels).toEqual([]);
    expect((await select(stage, { sessions: [] })).labels).toEqual([]);
    expect((await select(stage, { modalities: [] })).labels).toEqual([]);
  });

  it("filters by kind, day and arrival, whether the server does or not", async () => {
    const stage = await stageOf();
    expect((await select(stage, { modalities: ["PET"] })).labels).toEqual(["007_PET1"]);
    expect((await select(stage, { modalities: ["PET", "xnat:subjectVariablesData"] })).labels).toEqual([
      "007_PET1",
      "s1_form",
    ]);
    const subjects = ["007", "7", "S1"];
    const range = { from: new Date("2020-01-02"), to: new Date("2020-12-31") };
    const dated = await select(stage, { subjects: ["007", "7"], modalities: ["MR"], date: range });
    expect(dated.labels).toEqual(["007_MR1"]);
    const since = await select(stage, { subjects, modalities: ["MR"], since: new Date("2021-02-01") });
    expect(since.labels).toEqual(["7_MR1", "S1_MR1", "S1_undated"]);
    const undated = await select(stage, {
      subjects: ["S1"],
      date: { from: new Date("1970-01-01"), to: new Date("2030-01-01") },
    });
    expect(undated.labels).toEqual(["S1_MR1"]);
    expect(undated.leftOut).toEqual([{ reason: "no-date", count: 1, xsiTypes: ["xnat:mrSessionData"] }]);
  });

  it("stops when it is told to", async () => {
    const stage = await stageOf();
    const stop = new AbortController();
    const sessions = selectSessions(stage.ctx, { project: "P" }, {}, { signal: stop.signal });
    await sessions.next();
    stop.abort();
    await expect(sessions.next()).rejects.toMatchObject({ code: "aborted" });
  });
});
