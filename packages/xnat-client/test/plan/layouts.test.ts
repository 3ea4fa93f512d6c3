import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { NamingRules } from "@scanferry/dicom";
import type { PlanOptions } from "../../src/plan/plan-options.js";
import { image, readPlan, useTree, type Tree } from "./support/use-tree.js";

const one = image("1", 3, 1, { patient: "P-7", date: "20250203", description: "T1w MPRAGE" });
const two = image("1", 4, 1, { patient: "P-7", date: "20250203", description: "Localizer" });

it.each<[path: string, options: Partial<PlanOptions>, id: string, folder: string]>([
  ["S1/pre/T1/a", {}, "S1/S1_pre", "T1"],
  ["S1/pre/a", {}, "S1/S1_pre", ""],
  ["S1/S1_pre/T1/a", {}, "S1/S1_pre", "T1"],
  ["S1/S1_pre/scans/4-T1/resources/DICOM/files/a", {}, "S1/S1_pre", "4-T1"],
  ["S1/S1_pre/scans/4-T1/resources/DICOM/files/sub/a", {}, "S1/S1_pre", "4-T1"],
  ["S1_pre/scans/4-T1/resources/DICOM/files/a", { subject: "S1" }, "S1/S1_pre", "4-T1"],
  ["S1/T1/a", { layout: "subject/series" }, "S1/S1", "T1"],
  ["S1/T1/a", { session: "mri" }, "S1/S1_mri", "T1"],
  ["pre/T1/a", { subject: "S1" }, "S1/S1_pre", "T1"],
  ["T1/a", { subject: "S1", session: "S1_pre" }, "S1/S1_pre", "T1"],
  ["x/y/T1/a", { subject: "S1", session: "pre" }, "S1/S1_pre", "T1"],
  ["site/S1/pre/T1/a", { layout: "*/subject/session/series" }, "S1/S1_pre", "T1"],
  ["S1/pre/DICOM/0/T1/a", { layout: "subject/session" }, "S1/S1_pre", "T1"],
  ["sub-01_ses-pre/T1/a", { layout: "sub-{subject}_ses-{session}/series" }, "01/01_pre", "T1"],
  ["S1/pre/T1/a", { sessionLabel: "{session}" }, "S1/pre", "T1"],
  ["S1/pre/T1/a", { sessionLabel: "{subject}-{studyDate}" }, "S1/S1-20250203", "T1"],
  ["any/where/a", { byHeader: true }, "P-7/P-7_20250203", "where"],
  ["S1/T1/a", { byHeader: true, layout: "subject/series" }, "S1/S1_20250203", "T1"],
  ["a", { byHeader: true, subject: "S9" }, "S9/S9_20250203", ""],
])("reads %s with %o", async (path, options, id, folder) => {
  const { series, problems } = await readPlan(await useTree({ [path]: one }), options);
  expect(series).toEqual({ [id]: [folder] });
  expect(problems).toEqual({ [id]: [] });
});

it("takes the folders of a * behind the session's name for folders of one session", async () => {
  const tree = { "S1_pre/T1/a": one, "S1_pre/LOC/b": two };
  for (const layout of ["{subject}_{session}/*", "{subject}_{session}", "{subject}_{session}/series"]) {
    const { series, problems } = await readPlan(await useTree(tree), { layout });
    expect(series).toEqual({ "S1/S1_pre": ["LOC", "T1"] });
    expect(problems).toEqual({ "S1/S1_pre": [] });
  }
  const deep = await readPlan(await useTree({ "S1/pre/x/T1/a": one, "S1/pre/y/LOC/b": two }), {
    layout: "subject/session/*/series",
  });
  expect([deep.series, deep.problems]).toEqual([{ "S1/S1_pre": ["LOC", "T1"] }, { "S1/S1_pre": [] }]);
});

it("does not take a session's own zip for a subject, which it does not name", async () => {
  const dir = await useTree({ "S1_pre/scans/4-T1/resources/DICOM/files/a": one });
  await expect(readPlan(dir)).rejects.toMatchObject({ code: "input/invalid" });
});

it("takes sessions by header from any folders, and stops at files of which nobody can say whose they are", async () => {
  const tree: Tree = {
    "x/1": one,
    "y/z/2": two,
    "y/3": image("2", 1, 1, { patient: "P-7", date: "20260101" }),
    "y/4": image("3", 1, 1, { patient: "P 8" }),
  };
  const dir = await useTree(tree);
  const { sessions, problems } = await readPlan(dir, { byHeader: true });
  expect(sessions.map(({ id, files }) => `${id} ${files}`)).toEqual([
    "P-7/P-7_20250203 2",
    "P-7/P-7_20260101 1",
    "P 8/P 8_20260131 1",
  ]);
  expect(problems["P 8/P 8_20260131"]?.length).toBe(2);
  const nameless = await readPlan(await useTree({ a: image("4", 1, 1, { patient: "" }) }), {
    byHeader: true,
  });
  expect(nameless.sessions[0]?.problems[0]?.hint).toBe(
    "Give it with --subject, or name its folder with --layout.",
  );
  const labels = new Map([["P-7", "sub7"]]);
  const named = await readPlan(dir, {
    byHeader: true,
    rules: { subject: { key: "patientId", labels }, series: [] },
  });
  expect(named.sessions.map(({ id }) => id)).toEqual([
    "sub7/sub7_20250203",
    "sub7/sub7_20260101",
    "/_20260131",
  ]);
  const broken = await useTree({
    ...tree,
    "q/5": "",
    "q/6": Buffer.concat([Buffer.alloc(128), Buffer.from("DICM\x02\x00")]),
  });
  const told: unknown[] = [];
  await expect(
    readPlan(broken, { byHeader: true, onEvent: (event) => told.push(event) }),
  ).rejects.toMatchObject({
    code: "data/corrupt",
    details: { files: 2 },
  });
  expect(told).toMatchObject([{ id: join(broken, "q/5") }, { id: join(broken, "q/6") }]);
  expect((await readPlan(broken, { byHeader: true, skipUnreadable: true })).left.sort()).toEqual([
    "empty 5",
    "truncated 6",
  ]);
});

it("chooses series by number, folder, description and scan type, and excludes them by the folder's name", async () => {
  const dir = await useTree({ "S1/pre/FolderA/a": one, "S1/pre/FolderB/b": two, "S1/pre/c": image("1", 5) });
  const folders = async (options: Partial<PlanOptions>): Promise<unknown> =>
    (await readPlan(dir, options)).series["S1/S1_pre"];
  expect(await folders({ series: ["3"] })).toEqual(["FolderA"]);
  expect(await folders({ series: ["t1W*"] })).toEqual(["FolderA"]);
  expect(await folders({ series: ["*b"] })).toEqual(["FolderB"]);
  expect(await folders({ exclude: ["olderA"] })).toEqual(["", "FolderB"]);
  expect(await folders({ exclude: ["foldera"] })).toEqual(["", "FolderA", "FolderB"]);
  expect(await folders({ exclude: ["*B"] })).toEqual(["", "FolderA"]);
  expect(await folders({ excludeFrom: ["*B"] })).toEqual(["", "FolderA", "FolderB"]);
  // A file in no folder goes by its SeriesDescription.
  expect(await folders({ exclude: ["Series 5"] })).toEqual(["FolderA", "FolderB"]);
});

it("takes scan types from the naming file, leaves out what it skips, and lists what it does not know or knows twice", async () => {
  const rules: NamingRules = {
    series: [
      { rule: 1, line: 1, match: { description: "t1w*" }, scanType: "T1w" },
      { rule: 2, line: 4, match: { description: "*mprage" }, scanType: "MPRAGE" },
      { rule: 3, line: 7, match: { description: "localizer" }, skip: "localizer" },
    ],
  };
  const dir = await useTree({
    "S1/pre/A/1": one,
    "S1/pre/B/1": two,
    "S1/pre/C/1": image("1", 5),
    "S1/pre/C/2": image("1", 5, 2),
  });
  const { plan, sessions, leftOut } = await readPlan(dir, { rules });
  expect(sessions[0]?.series.map(({ folder, scanType }) => [folder, scanType])).toEqual([
    ["A", "T1w"],
    ["C", undefined],
  ]);
  expect(leftOut.map(({ reason, by }) => [reason, by])).toEqual([["skipped-by-rule", "localizer"]]);
  const unmatched = [];
  for await (const series of plan.unmatchedSeries()) unmatched.push(series);
  expect(unmatched).toEqual([
    { session: "S1/S1_pre", folder: "C", number: 5, description: "Series 5", rules: 0 },
  ]);
  const twice = [];
  for await (const { folder, rules: count } of plan.multiplyMatched()) twice.push([folder, count]);
  expect(twice).toEqual([["A", 2]]);
});

it("gives folders that differ in capitals alone one spelling in the archive, and their files names of their own", async () => {
  const dir = await useTree({
    "S1/pre/T1/a": one,
    "S1/pre/t1/A": image("1", 4, 1),
    "S1/pre/t1/b": image("1", 4, 2),
  });
  const { sessions, series } = await readPlan(dir);
  expect(series).toEqual({ "S1/S1_pre": ["T1", "t1"] });
  const names: string[] = [];
  for await (const { entry } of sessions[0]?.entries() ?? []) names.push(entry);
  expect(names).toEqual(["T1/a", "T1/A_2", "T1/b"]);
});

it("does not lose a subject or a session in silence whose folder is a link", async () => {
  const dir = await useTree({
    "in/S1/pre/a/1": image("1", 1),
    "out/pre/a/1": image("2", 1),
    "out/readme": "x",
  });
  await symlink(join(dir, "out"), join(dir, "in/S2"));
  await symlink(join(dir, "out/pre"), join(dir, "in/S1/post"));
  await symlink(join(dir, "out/readme"), join(dir, "in/readme"));
  const refused = ["A file or folder of the session cannot be read."];
  expect((await readPlan(join(dir, "in"))).problems).toEqual({
    "S1/S1_pre": [],
    "S1/S1_post": refused,
    "S2/S2": refused,
  });
  expect((await readPlan(join(dir, "in"), { subjects: ["S1"] })).problems).not.toHaveProperty("S2/S2");
  const { problems, left } = await readPlan(join(dir, "in"), { skipUnreadable: true });
  expect(problems).toEqual({ "S1/S1_pre": [] });
  expect(left.sort()).toEqual(["unreadable S2", "unreadable post", "unreadable readme"]);
});
