import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { results } from "./helpers/pulled.js";
import { startXnat } from "./helpers/xnat.js";

describe("xnat push", () => {
  it("sends a pulled tree to another project, tells what was verified, and never sends it twice", async () => {
    const projects = [
      { id: "SANDBOX", subjects: ["S1", "S2"], scans: 2, filesPerScan: 2 },
      { id: "COPY", subjects: [] },
    ];
    const xnat = await startXnat({ projects, pipelines: false });
    expect(
      (await xnat.run(["xnat", "pull", "SANDBOX", "-o", "out", "-q", "--resources", "DICOM"])).code,
    ).toBe(0);
    const push = (...args: string[]): ReturnType<typeof xnat.run> =>
      xnat.run(["xnat", "push", "out", "--project", "COPY", ...args]);
    const first = await push("--dest", "archive", "--json");
    expect([first.code, first.stderr]).toEqual([0, expect.not.stringMatching(/error/)]);
    const bySession = results(first.records).sort((a, b) => String(a["id"]).localeCompare(String(b["id"])));
    expect(bySession).toMatchObject(
      ["S1", "S2"].map((subject) => ({
        id: `${subject}/${subject}_MR1`,
        target: `/data/archive/projects/COPY/subjects/${subject}/experiments/${subject}_MR1`,
        action: "push",
        status: "done",
        note: "verified by SOP instance",
      })),
    );
    expect(first.records.at(-1)).toMatchObject({ type: "summary", done: 2 });
    xnat.sandbox.log.clear();
    const again = await push("--dest", "archive");
    expect(again.stdout).toMatch(/^unchanged\tS1\/S1_MR1\t\/data\/archive\/\S+\tsent before$/m);
    expect(xnat.sandbox.log.find("POST", "/data/services/import")).toEqual([]);
    // The record of what was sent lies in the user's folder, and nothing beside the sources.
    expect(existsSync(join(xnat.folder, "out", ".scanferry", "push"))).toBe(false);

    // Other data under the same labels.
    const part = ["--session-label", "{subject}_MR1", "--series", "1-*", "--no-resume"];
    expect((await push("--dest", "archive", ...part)).stdout).toMatch(/^unchanged\tS1\/S1_MR1/m);
    xnat.sandbox.state.xnat.unlistFile(
      "COPY/S1/S1_MR1/1/DICOM",
      nameOf(xnat.sandbox.state.xnat.files("COPY/S1/S1_MR1/1/DICOM")),
    );
    const refused = await push("--dest", "archive", "--subjects", "S1", "--no-resume");
    expect(refused.code).toBe(7);
    expect(refused.stderr).toMatch(/failed S1\/S1_MR1: .*--overwrite append/);
    const unasked = await push(
      "--dest",
      "archive",
      "--subjects",
      "S1",
      "--no-resume",
      "--overwrite",
      "delete",
    );
    expect([unasked.code, unasked.stderr]).toEqual([2, expect.stringMatching(/--yes/)]);
    expect(unasked.stderr).toMatch(/^in the archive: S1\/S1_MR1, \d+ scans?$/m);
    const replaced = await push(
      "--dest",
      "archive",
      "--subjects",
      "S1",
      "--no-resume",
      "--overwrite",
      "delete",
      "--yes",
    );
    expect([replaced.code, replaced.stdout]).toEqual([0, expect.stringMatching(/^done\tS1\/S1_MR1/)]);
    expect((await xnat.run(["xnat", "push", "out", "--project", "NOPE"])).code).toBe(5);
  });
});

function nameOf(files: readonly { path: string }[]): string {
  return files[0]?.path ?? "";
}
