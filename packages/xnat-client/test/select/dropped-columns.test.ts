import { expect, it } from "vitest";

import { selectSessions } from "../../src/select/select-sessions.js";
import { select } from "./support/select.js";
import { useArchive } from "./support/use-archive.js";
import { withoutColumn } from "./support/without-column.js";

it("takes all sessions where the server leaves out what kind they are", async () => {
  const stage = await useArchive({ projects: [{ id: "P", subjects: 3 }] });
  expect(await select({ ...stage, ctx: withoutColumn(stage.ctx, "xsiType") })).toMatchObject({
    labels: ["S1_MR1", "S2_MR1", "S3_MR1"],
    leftOut: [],
  });
});

it.each(["subject_ID", "subject_label"])(
  "asks subject by subject where the server leaves out the column %s",
  async (column) => {
    const subjects = 30;
    const stage = await useArchive({ projects: [{ id: "P", subjects, sessionsPerSubject: 2 }] });
    const ctx = withoutColumn(stage.ctx, column);
    const told: string[] = [];
    for await (const { subjectLabel = "", label } of selectSessions(ctx, { project: "P" })) {
      told.push(`${subjectLabel}/${label}`);
    }
    const wanted = Array.from({ length: subjects }, (_, index) => `S${index + 1}`);
    expect(told).toEqual(wanted.flatMap((label) => [`${label}/${label}_MR1`, `${label}/${label}_MR2`]));
    const asked = stage.asked();
    expect(asked.filter((path) => path.endsWith("/experiments"))).toHaveLength(1 + subjects);
    expect(asked).toHaveLength(3 + subjects);
  },
);
