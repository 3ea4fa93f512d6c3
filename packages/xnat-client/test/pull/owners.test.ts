import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { XnatProjectOptions } from "@scanferry/sandbox";
import type { Collected } from "@scanferry/transfer";
import { describe, expect, it } from "vitest";

import { usePull, type PullStage } from "./support/use-pull.js";

const small = { scans: [{ id: "1", type: "T1" }], resources: ["DICOM"], filesPerScan: 2 };

/** A subject with one session. */
const person = (label: string, session: string): { label: string; sessions: { label: string }[] } => ({
  label,
  sessions: [{ label: session }],
});

const inSandbox = (subjects: NonNullable<XnatProjectOptions["subjects"]>) => ({
  projects: [{ id: "SANDBOX", ...small, subjects }],
});

/** What was refused: the ids of the failed results, each with the folder that it would have shared. */
function refused({ results }: Collected): [id: string, folder: string][] {
  return results.flatMap(({ status, id, target, error }): [string, string][] => {
    if (status !== "failed") return [];
    expect(error).toMatchObject({ code: "data/unsafe-path", subject: expect.any(String) as string });
    expect(error?.hint).toMatch(/-o|--layout|--resources/);
    return [[id, target]];
  });
}

/** From now on the labels of S1 and S2 are exchanged, as where somebody corrected a mix-up. */
function swapLabels(stage: PullStage): void {
  const swapped: Record<string, string> = { S1: "S2", S2: "S1" };
  const swap = (rows: Record<string, string>[]): void => {
    for (const row of rows)
      for (const column of ["label", "subject_label"])
        row[column] = (row[column] ?? "").replace(/^S[12]/, (label) => swapped[label] ?? "");
  };
  stage.editList("/projects/SANDBOX/subjects", swap);
  stage.editList("/projects/SANDBOX/experiments", swap);
}

describe("a folder of a subject", () => {
  it("is never shared by subjects whose labels become one name", async () => {
    const stage = await usePull(inSandbox([person("A:1", "E1"), person("A_1", "E2"), person("a_1", "E3")]));
    const first = await stage.pull();
    expect(refused(first)).toEqual([
      ["SANDBOX/A_1", "A_1"],
      ["SANDBOX/a_1", "a_1"],
    ]);
    expect((await stage.tree()).every((path) => path.startsWith("A_1/E1/"))).toBe(true);
    const second = await stage.pull();
    expect([second.unchanged, second.failed]).toEqual([2, 2]);
  });

  it("is never shared by subjects of two projects, which a layout with the project separates", async () => {
    const stage = await usePull({
      projects: [
        { id: "P1", ...small, subjects: [person("S01", "S01_pre")] },
        { id: "P2", ...small, subjects: [person("S01", "S01_MR1")] },
      ],
    });
    expect((await stage.pull({}, { project: "P1" })).done).toBe(2);
    const { failed, done, results } = await stage.pull({}, { project: "P2" });
    expect([failed, done]).toEqual([1, 0]);
    expect(results[0]).toMatchObject({ id: "P2/S01", target: "S01" });
    expect(results[0]?.error?.hint).toContain("--layout '{project}/{subject}/");
    expect((await stage.tree()).some((path) => path.includes("S01_MR1"))).toBe(false);
    const layout = "{project}/{subject}/{session}/{scan}-{type}";
    for (const project of ["P1", "P2"]) expect((await stage.pull({ layout }, { project })).failed).toBe(0);
  });

  it("is never shared by two subjects of one label", async () => {
    const stage = await usePull(inSandbox([person("S1", "E1"), person("S2", "E2")]));
    const rename = (rows: Record<string, string>[]): void => {
      for (const row of rows)
        for (const column of ["label", "subject_label"]) if (row[column] === "S2") row[column] = "S1";
    };
    stage.editList("/projects/SANDBOX/subjects", rename);
    stage.editList("/projects/SANDBOX/experiments", rename);
    expect(refused(await stage.pull())).toEqual([["SANDBOX/S1", "S1"]]);
    expect((await stage.tree()).every((path) => path.startsWith("S1/E1/"))).toBe(true);
  });

  it.each(["1.6", "1.9"] as const)(
    "is not given to the subject that got its label later (%s)",
    async (version) => {
      const stage = await usePull({ version, ...inSandbox(["S1", "S2"]) });
      await stage.pull();
      const file = "S1/S1_MR1/scans/1-T1/resources/DICOM/files/0001.dcm";
      const before = await stage.read(file);
      swapLabels(stage);
      const both = [
        ["SANDBOX/S1", "S1"],
        ["SANDBOX/S2", "S2"],
      ];
      for (const options of [{ check: true }, { dryRun: true }, { checksum: true }, {}])
        expect(refused(await stage.pull(options)).sort()).toEqual(both);
      expect((await stage.read(file)).equals(before)).toBe(true);
      // What the hint says: once the earlier folders are elsewhere, everybody gets what is theirs.
      for (const label of ["S1", "S2"]) await rename(join(stage.dir, label), join(stage.dir, `old-${label}`));
      const { failed, done } = await stage.pull();
      expect([failed, done]).toEqual([0, 4]);
      await stage.same("SANDBOX/S2/S2_MR1/1/DICOM", "S1/S1_MR1/scans/1-T1/resources/DICOM/files");
    },
  );

  it("holds no part of another person's file after the labels were swapped", async () => {
    const stage = await usePull({
      projects: [{ id: "SANDBOX", ...small, subjects: ["S1", "S2"], filesPerScan: 1, fileBytes: 400_000 }],
    });
    stage.sandbox.faults.add({ path: /files\/0001\.dcm$/, kind: "cutAtPercent", percent: 50, times: 99 });
    await stage.pull({ retries: 0, zips: false });
    stage.sandbox.faults.clear();
    swapLabels(stage);
    await stage.pull({ zips: false });
    expect(await stage.tree()).not.toContain("S1/S1_MR1/scans/1-T1/resources/DICOM/files/0001.dcm");
    await rm(join(stage.dir, "S1"), { recursive: true });
    await stage.pull({ zips: false });
    await stage.same("SANDBOX/S2/S2_MR1/1/DICOM", "S1/S1_MR1/scans/1-T1/resources/DICOM/files");
  });

  it("is not the one where a project's own resources lie", async () => {
    const stage = await usePull({
      projects: [
        { id: "SANDBOX", ...small, subjects: [person("resources", "E1")], projectResources: ["atlas"] },
      ],
    });
    expect(refused(await stage.pull()).map(([id]) => id)).toEqual(["SANDBOX/resources/atlas"]);
  });
});

describe("a folder of a session", () => {
  it("is never shared where a template puts two labels together", async () => {
    const stage = await usePull(inSandbox([person("A_B", "C"), person("A", "B_C")]));
    const result = await stage.pull({ layout: "{subject}_{session}/{scan}-{type}" });
    expect(refused(result)).toEqual([["SANDBOX/A/B_C", "A_B_C"]]);
    expect((await stage.tree()).length).toBe(2);
  });

  it("is not given to a session that was archived anew under its label", async () => {
    const stage = await usePull({ projects: [{ id: "SANDBOX", subjects: ["S1"], scans: 0 }] });
    const { xnat } = stage.sandbox.state;
    const archive = (text: string): void => {
      xnat.addSession("SANDBOX/S1", { label: "S1_T" });
      xnat.addScan("SANDBOX/S1/S1_T", "1", { type: "T1" });
      xnat.addFile("SANDBOX/S1/S1_T/1/DICOM", "0001.dcm", text);
    };
    archive("PERSON-A");
    await stage.pull();
    const path = "/data/projects/SANDBOX/subjects/S1/experiments/S1_T";
    await stage.ctx.http.api("DELETE", path, { query: { removeFiles: "true" } });
    archive("PERSON-B");
    expect(refused(await stage.pull())).toEqual([["SANDBOX/S1/S1_T", "S1/S1_T"]]);
    await rm(join(stage.dir, "S1/S1_T"), { recursive: true });
    expect((await stage.pull()).done).toBe(1);
    const [file = ""] = await stage.tree();
    expect((await stage.read(file)).toString()).toBe("PERSON-B");
  });
});

/** One session whose scans have one resource each, with a file of its own name. */
const scansOf = (scans: { id: string; type: string }[]) => ({
  projects: [
    {
      id: "SANDBOX",
      subjects: [
        {
          label: "S1",
          sessions: [
            {
              label: "E",
              scans: scans.map((scan) => ({
                ...scan,
                resources: [{ label: "DICOM", files: [{ path: `${scan.id}.dcm` }] }],
              })),
            },
          ],
        },
      ],
    },
  ],
});

const alike = scansOf([
  { id: "1", type: "T1w" },
  { id: "2", type: "T1w" },
]);

describe("a folder of a scan", () => {
  it("is never shared by scans whose ID and type become one name", async () => {
    const stage = await usePull(
      scansOf([
        { id: "3", type: "MR1" },
        { id: "3-MR1", type: "" },
      ]),
    );
    expect(refused(await stage.pull())).toEqual([["SANDBOX/S1/E/3-MR1", "S1/E/scans/3-MR1"]]);
    expect(await stage.tree()).toEqual(["S1/E/scans/3-MR1/resources/DICOM/files/3.dcm"]);
  });

  it("is never shared by scans of one type, where a template names scans by it", async () => {
    const stage = await usePull(alike);
    const result = await stage.pull({ layout: "{subject}/{session}/{type}" });
    expect(refused(result)).toEqual([["SANDBOX/S1/E/2", "S1/E/T1w"]]);
    expect(result.results.find(({ status }) => status === "failed")?.error?.hint).toContain("{scan}");
    expect(await stage.tree()).toEqual(["S1/E/T1w/1.dcm"]);
  });

  it("may be a group of sessions or types where the template names them behind it", async () => {
    const stage = await usePull(alike);
    for (const layout of [
      "{type}/{subject}/{session}/{scan}",
      "{resource}/{date}/{scan}/{subject}/{session}",
    ])
      expect((await stage.pull({ layout })).failed).toBe(0);
  });

  it("is shared where a template has no place for scans", async () => {
    const stage = await usePull(
      scansOf([
        { id: "1", type: "T1w" },
        { id: "2", type: "T2w" },
      ]),
    );
    expect((await stage.pull({ layout: "{subject}/{session}" })).failed).toBe(0);
    expect((await stage.pull({ layout: "all/{subject}/{resource}" })).failed).toBe(0);
    expect((await stage.tree()).length).toBe(4);
  });
});

describe("a folder of a resource", () => {
  it.each(["files", "zip"] as const)(
    "is never shared by two whose labels become one name (%s)",
    async (as) => {
      const resources = [
        { label: "A:B", files: [{ path: "x.txt", content: "colon" }] },
        { label: "A_B", files: [{ path: "y.txt", content: "underscore" }] },
      ];
      const stage = await usePull({
        projects: [{ id: "SANDBOX", subjects: ["S1"], scans: [{ id: "1", type: "T1", resources }] }],
      });
      expect(refused(await stage.pull({ as }))).toEqual([
        ["SANDBOX/S1/S1_MR1/1/A_B", "S1/S1_MR1/scans/1-T1/resources/A_B"],
      ]);
      expect((await stage.tree()).length).toBe(1);
    },
  );
});
