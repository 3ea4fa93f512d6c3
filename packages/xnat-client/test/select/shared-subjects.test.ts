import { expect, it } from "vitest";

import { selectSessions } from "../../src/select/select-sessions.js";
import { allOf } from "../../../../tools/test-support/all-of.js";
import { editedList } from "./support/edited-list.js";
import { useArchive } from "./support/use-archive.js";

it("calls a borrowed subject as the project calls it that is pulled", async () => {
  const sharedInto = [{ project: "Q", label: "Q_session" }];
  const lent = { label: "S1", sessions: [{ label: "S1_MR1", sharedInto }] };
  const stage = await useArchive({
    projects: [
      { id: "P", subjects: [lent] },
      { id: "Q", subjects: 20 },
    ],
  });
  // As if the project Q had given a name of its own to a subject that it borrows: lists replace `label`, and nothing else ([S]).
  const ctx = editedList(stage.ctx, "/projects/Q/subjects", (rows) => {
    for (const row of rows) if (row["ID"] === "XNAT_S00001") row["label"] = "Q_person";
  });
  const sessions = await allOf(selectSessions(ctx, { project: "Q" }));
  expect(sessions).toHaveLength(21);
  const borrowed = sessions.filter(({ label }) => label === "Q_session");
  expect(borrowed).toMatchObject([{ project: "Q", subjectId: "XNAT_S00001", subjectLabel: "Q_person" }]);
  expect(await allOf(selectSessions(ctx, { project: "Q" }, { subjects: ["Q_person"] }))).toEqual(borrowed);
});
