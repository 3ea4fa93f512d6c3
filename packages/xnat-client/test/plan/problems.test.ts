import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { madeInstance } from "../push/support/made-instance.js";
import { image, readPlan, useTree, type Tree } from "./support/use-tree.js";

const whole = madeInstance(image("1", 2, 7));
const cut = whole.subarray(0, whole.length - 100);

it.each<[name: string, tree: Tree, problems: Record<string, string[]>]>([
  [
    "two studies in one session",
    { "S1/MR/a/1": image("1", 1), "S1/MR/b/1": image("2", 2) },
    { "S1/S1_MR": ["The session mixes 2 studies."] },
  ],
  [
    "two people in one session",
    { "S1/MR/a/1": image("1", 1), "S1/MR/a/2": image("1", 1, 2, { patient: "PH2" }) },
    { "S1/S1_MR": ["The session holds files of two different patients."] },
  ],
  [
    "two folders with one label",
    { "S1/MR/a/1": image("1", 1), "S1/S1_MR/a/1": image("2", 1), "S1/CT/a/1": image("3", 1) },
    {
      "S1/S1_CT": [],
      "S1/S1_MR": ["Two folders or subjects would become one session."],
    },
  ],
  [
    "labels that differ in capitals alone",
    { "S1/mr/a/1": image("1", 1), "S1/MR/a/1": image("2", 1) },
    {
      "S1/S1_MR": ["Two folders or subjects would become one session."],
      "S1/S1_mr": ["Two folders or subjects would become one session."],
    },
  ],
  [
    "a session's label that XNAT refuses",
    { "S1/vor OP/a/1": image("1", 1) },
    {
      "S1/S1_vor OP": [
        "XNAT does not take the session's label: only the letters A to Z, digits, _ and - are allowed.",
      ],
    },
  ],
  [
    "a file that is cut off",
    { "S1/MR/a/1": image("1", 1), "S1/MR/a/2": cut, "S1/CT/a/1": image("2", 1) },
    { "S1/S1_CT": [], "S1/S1_MR": ["A file of the session is cut off or empty."] },
  ],
  [
    "an empty file that is called as scans are",
    { "S1/MR/a/1": image("1", 1), "S1/MR/a/IM0002": "", "S2/MR/a/1": image("2", 1), "S2/MR/a/notes": "" },
    { "S1/S1_MR": ["A file of the session is cut off or empty."], "S2/S2_MR": [] },
  ],
  [
    "one UID with two contents",
    { "S1/MR/a/1": image("1", 1), "S1/MR/b/1": image("1", 1, 1, { pixels: 600 }) },
    { "S1/S1_MR": ["Two files have the same SOPInstanceUID and different contents."] },
  ],
  [
    "series that would become sessions",
    { "S1/T1/1": image("1", 1), "S1/T2/1": image("1", 2), "S2/MR/T1/1": image("2", 1) },
    {
      "S1/S1_T1": ["The folder seems to be a series, and would become a session."],
      "S1/S1_T2": ["The folder seems to be a series, and would become a session."],
      "S2/S2_MR": [],
    },
  ],
  [
    "several series below a folder that should be one",
    { "site/S1/MR/a/1": image("1", 1), "site/S1/MR/b/1": image("1", 2), "site/S2/MR/x/1": image("2", 1) },
    { "site/site_S1": ["The folders go deeper than the layout says."], "site/site_S2": [] },
  ],
])("refuses %s, and that session alone", async (_, tree, problems) => {
  const read = await readPlan(await useTree(tree));
  expect(read.problems).toEqual(problems);
  expect(read.plan.totals.refused).toBe(Object.values(problems).filter(({ length }) => length > 0).length);
});

it("sends the studies of one folder apart, in the order of their time, when it is told to", async () => {
  const tree = {
    "S1/MR/a/1": image("9", 1, 1, { date: "20250101" }),
    "S1/MR/b/1": image("1", 2, 1, { date: "20260101" }),
    "S2/MR/a/1": image("3", 1),
  };
  const { sessions, problems } = await readPlan(await useTree(tree), { splitStudies: true });
  expect(sessions.map(({ id, studyUids, files }) => [id, studyUids, files])).toEqual([
    ["S1/S1_MR", ["2.25.9"], 1],
    ["S1/S1_MR_2", ["2.25.1"], 1],
    ["S2/S2_MR", ["2.25.3"], 1],
  ]);
  expect(Object.values(problems).flat()).toEqual([]);
});

it("leaves out what is no scan, with the reason, and sends a second copy of a file once", async () => {
  const dir = await useTree({
    "S1/MR/a/1": image("1", 1),
    "S1/MR/a/copy": image("1", 1),
    "S1/MR/a/.DS_Store": "Bud1",
    "S1/MR/a/notes.xml": "<xml/>",
    "S1/MR/a/empty": "",
    "S1/stray.dcm": image("1", 1, 5),
    "readme.txt": "hello",
  });
  const { left, leftOut, sessions, problems, warnings, plan } = await readPlan(dir);
  expect(left.sort()).toEqual([
    "duplicate copy",
    "empty empty",
    "not-dicom .DS_Store",
    "not-dicom notes.xml",
    "not-dicom readme.txt",
    "wrong-depth stray.dcm",
  ]);
  expect(leftOut.find(({ reason }) => reason === "duplicate")?.same).toBe(join(dir, "S1/MR/a/1"));
  expect(sessions[0]).toMatchObject({ id: "S1/S1_MR", files: 1 });
  expect(problems).toEqual({ "S1/S1_MR": [] });
  expect(warnings).toEqual(["1 DICOM file lies where the layout has no place, and is not sent."]);
  expect(plan.totals.leftOut).toMatchObject({ duplicate: 1, "not-dicom": 3, "wrong-depth": 1 });
});

it("sends the rest without what is cut off or cannot be followed, when it is told to, and says so", async () => {
  const dir = await useTree({ "S1/MR/a/1": image("1", 1), "S1/MR/a/2": cut });
  await symlink(join(dir, "S1/MR/a/1"), join(dir, "S1/MR/a/link"));
  const refused = await readPlan(dir);
  expect(refused.left.sort()).toEqual(["truncated 2", "unreadable link"]);
  expect(refused.problems).toEqual({
    "S1/S1_MR": ["2 files of the session are cut off, empty or not readable."],
  });
  const { left, problems, warnings } = await readPlan(dir, { skipUnreadable: true });
  expect(left.sort()).toEqual(["truncated 2", "unreadable link"]);
  expect(problems).toEqual({ "S1/S1_MR": [] });
  expect(warnings).toEqual([
    "2 DICOM files are not sent: cut off, not readable or without the UIDs that say what they are.",
  ]);
});

it("sends a study under two labels only when it is told to, and warns of it then", async () => {
  const dir = await useTree({
    "S1/MR/a/1": image("1", 1),
    "S2/MR/a/1": image("1", 1),
    "S2/MR/b/1": image("2", 1, 1, { date: "20270101" }),
    "S3/MR/a/1": image("3", 1),
  });
  const refused = "Another session of this run holds files of the same study.";
  const apart = await readPlan(dir, { splitStudies: true });
  expect(apart.problems).toEqual({
    "S1/S1_MR": [refused],
    "S2/S2_MR": [refused],
    "S2/S2_MR_2": [],
    "S3/S3_MR": [],
  });
  expect(apart.sessions[0]?.problems[0]).toMatchObject({
    details: { reason: "shared-study" },
    subject: "S2/S2_MR",
  });
  expect(apart.warnings).toEqual([]);
  // One that is refused for itself counts all the same: it will be mended and sent.
  expect((await readPlan(dir)).problems).toMatchObject({
    "S1/S1_MR": [refused],
    "S2/S2_MR": ["The session mixes 2 studies."],
  });
  const { warnings, problems } = await readPlan(dir, { splitStudies: true, sameStudy: true });
  expect(warnings).toEqual(["1 study is sent under more than one label."]);
  expect(Object.values(problems).flat()).toEqual([]);
});

it("refuses folders whose names a template can split in two ways", async () => {
  const dir = await useTree({
    "SITE_1_pre/a/1": image("1", 1),
    "SITE_2_pre/a/1": image("2", 1, 1, { patient: "PH2" }),
    "S3_pre/a/1": image("3", 1),
  });
  const refused = ["A folder's name fits the layout in more than one way."];
  expect((await readPlan(dir, { layout: "{subject}_{session}/series" })).problems).toEqual({
    "SITE/SITE_1_pre": refused,
    "SITE/SITE_2_pre": refused,
    "S3/S3_pre": [],
  });
  const { problems } = await readPlan(dir, { layout: "SITE_{subject}_{session}/*" });
  expect(problems).toEqual({ "1/1_pre": [], "2/2_pre": [] });
});

it("warns where one subject's sessions are of two PatientIDs, and names the subject", async () => {
  const dir = await useTree({
    "S1/pre/a/1": image("1", 1),
    "S1/post/a/1": image("2", 1, 1, { patient: "PH2" }),
    "S2/pre/a/1": image("3", 1, 1, { patient: "ph2 " }),
    "S2/post/a/1": image("4", 1, 1, { patient: "PH2" }),
  });
  const events: unknown[] = [];
  const { problems } = await readPlan(dir, { onEvent: (event) => events.push(event) });
  expect(events).toMatchObject([{ id: "S1", message: "Sessions of one subject have different PatientIDs." }]);
  expect(Object.values(problems).flat()).toEqual([]);
});

it("stops where nothing lies where the layout has a place, and says what to do", async () => {
  const dir = await useTree({ "a/1": image("1", 1), "b/1": image("1", 2) });
  await expect(readPlan(dir)).rejects.toMatchObject({
    code: "input/invalid",
    message: "No scan lies where the layout has a place for it.",
    details: { files: 2 },
  });
  const { series } = await readPlan(dir, { subject: "S1", session: "MR" });
  expect(series).toEqual({ "S1/S1_MR": ["a", "b"] });
});

it.each([
  [
    { project: "a b" },
    "XNAT does not take the project's label: only the letters A to Z, digits, _ and - are allowed.",
  ],
  [{ sessionLabel: "{visit}" }, "The session's label has a field that does not exist."],
  [{ layout: "session/series" }, "Neither the layout nor an option names the subject."],
  [{ layout: "subject/session/series", subject: "S1" }, "Both the layout and an option name the subject."],
  [{ layout: "series/subject" }, "The layout cannot be understood."],
  [{ exclude: [""] }, "An exclusion is empty and would leave out every series."],
])("refuses options that cannot be meant so: %o", async (options, message) => {
  await expect(readPlan(await useTree({ "S1/MR/a/1": image("1", 1) }), options)).rejects.toMatchObject({
    code: "input/invalid",
    message,
  });
});

it("says which subjects are in no source, and leaves out those that were not asked for", async () => {
  const dir = await useTree({ "S1/MR/a/1": image("1", 1), "S2/MR/a/1": image("2", 1) });
  const { series, left, leftOut, plan } = await readPlan(dir, { subjects: ["S2", "S3"] });
  expect(Object.keys(series)).toEqual(["S2/S2_MR"]);
  expect(left).toEqual(["subject-not-asked S1"]);
  expect(leftOut[0]).toMatchObject({ isFolder: true });
  expect(plan.missing).toMatchObject({ labels: ["S3"], asked: 2 });
});
