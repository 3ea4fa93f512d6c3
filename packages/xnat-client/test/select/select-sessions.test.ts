import type { XnatSandboxOptions } from "@scanferry/sandbox";
import { describe, expect, it } from "vitest";

import type { Experiment } from "../../src/schemas/experiment.js";
import { selectSessions } from "../../src/select/select-sessions.js";
import type { LeftOut, MissingNames, SelectOptions } from "../../src/select/select-options.js";
import type { SessionFilter } from "../../src/select/session-filter.js";
import type { SessionScope } from "../../src/select/session-scope.js";
import { useArchive, type ArchiveStage } from "./support/use-archive.js";

/** Labels that resemble each other; sessions of several kinds and days; more subjects than are asked one by one. */
const archive: XnatSandboxOptions = {
  projects: [
    {
      id: "P",
      subjects: [
        {
          label: "007",
          sessions: [
            { label: "007_MR1", date: "2020-01-02", inserted: "2020-02-01T12:00:00Z" },
            { modality: "PET" },
          ],
        },
        { label: "7", sessions: [{ label: "7_MR1", date: "2021-01-02", inserted: "2021-02-01T12:00:00Z" }] },
        { label: "s1", sessions: [{ label: "s1_form", xsiType: "xnat:subjectVariablesData" }] },
        {
          label: "S1",
          sessions: [
            { label: "S1_MR1", sharedInto: [{ project: "Q", label: "Q1_scan" }] },
            { label: "S1_undated", date: "" },
          ],
        },
        ...Array.from({ length: 20 }, (_, index) => ({ label: `X${index}` })),
      ],
    },
    { id: "Q", subjects: ["mine"] },
  ],
};

interface Selected {
  labels: string[];
  sessions: Experiment[];
  missing: MissingNames[];
  leftOut: LeftOut[];
}

async function select(
  { ctx }: ArchiveStage,
  filter: SessionFilter = {},
  scope: SessionScope = { project: "P" },
  options: SelectOptions = {},
): Promise<Selected> {
  const missing: MissingNames[] = [];
  const leftOut: LeftOut[] = [];
  const sessions: Experiment[] = [];
  const told = {
    onMissing: (one: MissingNames) => void missing.push(one),
    onLeftOut: (one: LeftOut) => void leftOut.push(one),
  };
  for await (const session of selectSessions(ctx, scope, filter, { ...told, ...options }))
    sessions.push(session);
  return { labels: sessions.map(({ label }) => label), sessions, missing, leftOut };
}

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

  it("tells labels apart that resemble each other, by label and by accession ID", async () => {
    const stage = await stageOf();
    const { sessions } = await select(stage, { subjects: ["7", "S1"] });
    expect(sessions.map(({ subjectLabel }) => subjectLabel)).toEqual(["7", "S1", "S1"]);
    const id = sessions[0]?.subjectId ?? "";
    expect((await select(stage, { subjects: [id] })).labels).toEqual(["7_MR1"]);
    // Few subjects are asked for their sessions by themselves.
    expect(stage.asked()).toContain(`/data/projects/P/subjects/${id}/experiments`);
    expect(stage.asked()).not.toContain("/data/projects/P/experiments");
  });

  it("reads the list of the whole project once where many subjects are wanted", async () => {
    const stage = await stageOf();
    const subjects = Array.from({ length: 20 }, (_, index) => `X${index}`);
    const { labels } = await select(stage, { subjects });
    expect(labels).toEqual(subjects.map((label) => `${label}_MR1`));
    expect(stage.asked()).toHaveLength(2);
  });

  it("tells missing subjects before the first session, and which labels resemble them", async () => {
    const stage = await stageOf();
    async function* stream() {
      yield* await Promise.resolve(["X1", " ghost ", "07", "ghost", "X2"]);
    }
    const order: string[] = [];
    const onMissing = ({ labels, alike, asked }: MissingNames) => {
      order.push("missing");
      expect(labels).toEqual(["ghost", "07"]);
      expect(asked).toBe(4);
      expect(alike.map((one) => one.asked)).toEqual(["07"]);
    };
    for await (const { label } of selectSessions(
      stage.ctx,
      { project: "P" },
      { subjects: stream() },
      { onMissing },
    )) {
      order.push(label);
    }
    expect(order).toEqual(["missing", "X1_MR1", "X2_MR1"]);
  });

  it("stops at a missing name with strict, before any session is listed, and keeps labels out of the message", async () => {
    const stage = await stageOf();
    const error = await select(stage, { subjects: ["X1", "ghost"] }, undefined, { strict: true }).catch(
      (caught: unknown) => caught,
    );
    expect(error).toMatchObject({
      code: "remote/not-found",
      subject: "ghost",
      details: { missing: 1, asked: 2 },
    });
    expect((error as Error).message).not.toContain("ghost");
    expect(stage.asked()).toEqual(["/data/projects/P/subjects"]);
  });

  it("takes an empty list for nobody, not for everybody", async () => {
    const stage = await stageOf();
    expect((await select(stage, { subjects: [] })).labels).toEqual([]);
    expect((await select(stage, { sessions: [] })).labels).toEqual([]);
    expect((await select(stage, { modalities: [] })).labels).toEqual([]);
  });

  it("refuses a name that is one subject's label and another one's accession ID", async () => {
    const id = (await select(await stageOf(), { subjects: ["7"] })).sessions[0]?.subjectId ?? "";
    const [project, ...others] = archive.projects ?? [];
    const subjects = [...(project?.subjects as readonly { label: string }[]), { label: id }];
    const stage = await useArchive({ version, projects: [{ id: "P", ...project, subjects }, ...others] });
    await expect(select(stage, { subjects: [id] })).rejects.toMatchObject({
      code: "remote/ambiguous",
      subject: id,
    });
    await expect(select(stage, {}, { project: "P", subject: id })).rejects.toMatchObject({
      code: "remote/ambiguous",
    });
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
    const undated = await select(stage, { subjects: ["S1"], date: { from: new Date("1970-01-01") } });
    expect(undated.labels).toEqual(["S1_MR1"]);
    expect(undated.leftOut).toEqual([{ reason: "no-date", count: 1, xsiTypes: ["xnat:mrSessionData"] }]);
  });

  it("finds sessions by label, accession ID and glob, and tells what met nothing", async () => {
    const stage = await stageOf();
    const all = await select(stage);
    const id = all.sessions.find(({ label }) => label === "7_MR1")?.id ?? "";
    const { labels, missing } = await select(stage, { sessions: ["S1_*", id, "x1_mr1", "nothing*"] });
    expect(labels).toEqual(["7_MR1", "S1_MR1", "S1_undated"]);
    expect(missing).toEqual([
      expect.objectContaining({
        kind: "session",
        labels: ["x1_mr1", "nothing*"],
        alike: [{ asked: "x1_mr1", found: "X1_MR1" }],
      }),
    ]);
    await expect(
      select(stage, { sessions: ["nothing*"] }, undefined, { strict: true }),
    ).rejects.toMatchObject({
      code: "remote/not-found",
    });
  });

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

  it("stops when it is told to", async () => {
    const stage = await stageOf();
    const stop = new AbortController();
    const sessions = selectSessions(stage.ctx, { project: "P" }, {}, { signal: stop.signal });
    await sessions.next();
    stop.abort();
    await expect(sessions.next()).rejects.toMatchObject({ code: "aborted" });
  });
});

it("asks 1.7 and later for sessions by label, and for all of them once more where one seems to be missing", async () => {
  const stage = await useArchive({ version: "1.9", ...archive });
  expect((await select(stage, { sessions: ["7_MR1", "X1_MR1"] })).labels).toEqual(["7_MR1", "X1_MR1"]);
  expect(stage.asked()).toEqual(["/data/projects/P/subjects", "/data/projects/P/experiments?label"]);
  const { labels, missing } = await select(stage, { sessions: ["7_MR1", "x1_mr1"] });
  expect(labels).toEqual(["7_MR1"]);
  expect(missing[0]?.alike).toEqual([{ asked: "x1_mr1", found: "X1_MR1" }]);
  expect(stage.asked()).toEqual([
    "/data/projects/P/subjects",
    "/data/projects/P/experiments?label",
    "/data/projects/P/experiments",
  ]);
});
