import { expect, it } from "vitest";

import { editedList } from "./support/edited-list.js";
import { select } from "./support/select.js";
import { useArchive } from "./support/use-archive.js";

it("leaves an experiment of nobody out, tells it, and asks no subject by itself for it", async () => {
  const stage = await useArchive({ projects: [{ id: "P", subjects: 20 }] });
  const ctx = editedList(stage.ctx, "/projects/P/experiments", (rows) => {
    Object.assign(rows[5] ?? {}, { label: "ORPHAN", subject_ID: "", subject_label: "" });
  });
  const all = await select({ ...stage, ctx });
  expect(all.labels).toHaveLength(19);
  expect(all.leftOut).toEqual([{ reason: "no-subject", count: 1, xsiTypes: ["xnat:mrSessionData"] }]);
  expect(stage.asked()).toEqual(["/data/projects/P/subjects", "/data/projects/P/experiments"]);
  const named = await select({ ...stage, ctx }, { sessions: ["ORPHAN"] });
  expect(named.labels).toEqual([]);
  expect(named.missing).toEqual([]);
  expect(named.leftOut).toMatchObject([{ reason: "no-subject", count: 1 }]);
  // Who asks for certain subjects asks for nobody else.
  const subjects = Array.from({ length: 18 }, (_, index) => `S${index + 1}`);
  expect(await select({ ...stage, ctx }, { subjects })).toMatchObject({ leftOut: [] });
});

it("calls a subject without a label by its accession ID", async () => {
  const stage = await useArchive({ projects: [{ id: "P", subjects: 2 }] });
  const ctx = editedList(stage.ctx, "/projects/P/experiments", (rows) => {
    // XNAT knows subjects without a label.
    for (const row of rows) if (row["subject_ID"] === "XNAT_S00002") row["subject_label"] = "";
  });
  const { sessions } = await select({ ...stage, ctx });
  expect(sessions.map(({ subjectLabel }) => subjectLabel)).toEqual(["S1", "XNAT_S00002"]);
  expect(stage.asked()).toHaveLength(2);
});
