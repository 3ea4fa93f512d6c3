import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Collected } from "@scanferry/transfer";

import { usePull } from "./support/use-pull.js";

const dicom = "SANDBOX/S1/S1_MR1/1/DICOM";
const small = {
  projects: [{ id: "SANDBOX", subjects: ["S1", "S2"], scans: 1, resources: ["DICOM"], filesPerScan: 2 }],
};
const scanFolder = (subject: string): string =>
  `${subject}/${subject}_MR1/scans/1-T1w_MPRAGE/resources/DICOM/files`;

function gone({ results, failed }: Collected): string[] {
  expect(failed).toBe(0);
  return results
    .filter(({ status }) => status === "skipped")
    .map(({ target }) => target)
    .sort();
}

describe("files that the server no longer lists", () => {
  it("are told where they stand, also when an earlier copy in another layout is gone", async () => {
    const stage = await usePull(small);
    await stage.pull({ layout: "subject/session/series" });
    await rm(join(stage.dir, "S1"), { recursive: true });
    await stage.pull();
    stage.sandbox.state.xnat.unlistFile(dicom, "0002.dcm");
    expect(gone(await stage.pull())).toEqual([`${scanFolder("S1")}/0002.dcm`]);
  });

  it("are told at each place where they stand", async () => {
    const stage = await usePull(small);
    await stage.pull({ layout: "subject/session/series" });
    await stage.pull();
    stage.sandbox.state.xnat.unlistFile(dicom, "0002.dcm");
    expect(gone(await stage.pull())).toEqual([
      "S1/S1_MR1/1-T1w_MPRAGE/0002.dcm",
      `${scanFolder("S1")}/0002.dcm`,
    ]);
  });

  it("are not told where another item's file stands by now", async () => {
    const stage = await usePull(small);
    const { xnat } = stage.sandbox.state;
    await stage.pull({ layout: "{project}" }, { project: "SANDBOX", experiment: "S1_MR1" });
    await rm(join(stage.dir, "SANDBOX"), { recursive: true });
    await stage.pull({ layout: "{project}" }, { project: "SANDBOX", experiment: "S2_MR1" });
    xnat.unlistFile(dicom, "0002.dcm");
    expect(gone(await stage.pull())).toEqual([]);
  });

  it("are told of sessions that left the server, where the whole project is pulled and all of it was listed", async () => {
    const stage = await usePull(small);
    await stage.pull();
    stage.editList("/projects/SANDBOX/experiments", (rows) => rows.splice(0, 1));
    const left = [1, 2].map((n) => `${scanFolder("S1")}/000${String(n)}.dcm`);
    expect(gone(await stage.pull())).toEqual(left);
    expect(gone(await stage.pull({ check: true }))).toEqual(left);
    for (const part of [{ scans: ["1"] }, { resources: ["DICOM"] }, { sessions: ["S2*"] }])
      expect(gone(await stage.pull(part))).toEqual([]);
    expect(gone(await stage.pull({}, { project: "SANDBOX", subject: "S2" }))).toEqual([]);
    stage.editList("/resources", () => {
      throw new Error("not to be listed");
    });
    const { failed, skipped } = await stage.pull();
    expect([failed > 0, skipped]).toEqual([true, 0]);
  });

  it("are not told of experiments that a pull leaves out, nor of archives whose resource is listed", async () => {
    const stage = await usePull(small);
    stage.sandbox.state.xnat.addSession("SANDBOX/S1", { label: "F1", xsiType: "xnat:subjectVariablesData" });
    stage.sandbox.state.xnat.addFile("SANDBOX/S1/F1/QC", "a.txt", "text");
    expect(await stage.pull({}, { project: "SANDBOX", experiment: "F1" })).toMatchObject({ done: 1 });
    expect(gone(await stage.pull())).toEqual([]);
    const other = await usePull(small);
    await other.pull({ as: "zip" });
    for (const as of ["zip", "files", "zip"] as const) expect(gone(await other.pull({ as }))).toEqual([]);
  });
});
