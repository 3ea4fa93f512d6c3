import { describe, expect, it } from "vitest";

import { selectSessions } from "../../src/select/select-sessions.js";
import type { MissingNames } from "../../src/select/select-options.js";
import { archive, select } from "./support/select.js";
import { useArchive } from "./support/use-archive.js";

describe.each(["1.6", "1.9"] as const)("names of a selection on XNAT %s", (version) => {
  const stageOf = () => useArchive({ version, ...archive });

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
