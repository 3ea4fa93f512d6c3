import { describe, expect, it } from "vitest";

import { findSubject } from "../../src/select/find-subject.js";
import { select } from "./support/select.js";
import { useArchive } from "./support/use-archive.js";

describe.each(["1.6", "1.9"] as const)("one subject that is named, on XNAT %s", (version) => {
  const stageOf = () =>
    useArchive({ version, projects: [{ id: "P", subjects: ["XNAT_S00002", "two", "S3"] }] });

  it("is found by label or accession ID under the project's name for it", async () => {
    const { ctx } = await stageOf();
    const wanted = { id: "XNAT_S00002", label: "two" };
    expect(await findSubject(ctx, { project: "P", name: "two" })).toEqual(wanted);
    expect(await findSubject(ctx, { project: "P", name: "XNAT_S00001" })).toEqual({
      id: "XNAT_S00001",
      label: "XNAT_S00002",
    });
  });

  it("is refused where the name may mean two, or nobody", async () => {
    const { ctx } = await stageOf();
    await expect(findSubject(ctx, { project: "P", name: "XNAT_S00002" })).rejects.toMatchObject({
      code: "remote/ambiguous",
      subject: "XNAT_S00002",
    });
    await expect(findSubject(ctx, { project: "P", name: "s3" })).rejects.toMatchObject({
      code: "remote/not-found",
    });
    await expect(findSubject(ctx, { project: "P", name: " " })).rejects.toMatchObject({
      code: "input/invalid",
    });
  });

  it("is not everybody and not nobody when its name is empty", async () => {
    const stage = await stageOf();
    for (const scope of [
      { project: "P", subject: "" },
      { project: "P", subject: " " },
      { project: "P", subject: "S3", experiment: "" },
    ])
      await expect(select(stage, {}, scope)).rejects.toMatchObject({ code: "input/invalid" });
  });
});
