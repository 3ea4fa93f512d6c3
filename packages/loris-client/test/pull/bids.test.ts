import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { usePull } from "./support/use-pull.js";

const twoTypes = { study: { candidates: 2, scanTypes: ["t1w", "dwi65", "task-encoding-bold"] } };

const session = (candidate: string, visit: string): string[] => {
  const [folder, name] = [`sub-${candidate}/ses-${visit}`, `sub-${candidate}_ses-${visit}`];
  return [
    `${folder}/anat/${name}_T1w.json`,
    `${folder}/anat/${name}_T1w.nii.gz`,
    `${folder}/dwi/${name}_dwi.bval`,
    `${folder}/dwi/${name}_dwi.bvec`,
    `${folder}/dwi/${name}_dwi.json`,
    `${folder}/dwi/${name}_dwi.nii.gz`,
    `${folder}/func/${name}_task-encoding_run-001_bold.json`,
    `${folder}/func/${name}_task-encoding_run-001_bold.nii.gz`,
    `${folder}/func/${name}_task-encoding_run-001_events.tsv`,
    `${folder}/${name}_scans.json`,
    `${folder}/${name}_scans.tsv`,
  ];
};

const study = [
  ".bids-validator-config.json",
  "README",
  "dataset_description.json",
  "participants.json",
  "participants.tsv",
];

describe("pull from the BIDS endpoint", () => {
  it("brings the study files, the images with all that belongs to them, and the scans files", async () => {
    const stage = await usePull(twoTypes);
    const { failed, skipped } = await stage.pull();
    expect([failed, skipped]).toEqual([0, 0]);
    const sessions = ["1000101", "1000212"].flatMap((candidate) =>
      ["PREBL00", "PREFU12"].flatMap((visit) => session(candidate, visit)),
    );
    expect(await stage.tree()).toEqual([...study, ...sessions].sort());
  });

  it("stores the server's own bytes when no filter is given, and no second copy of them", async () => {
    const stage = await usePull(twoTypes);
    await stage.pull();
    expect(await stage.text("participants.tsv")).toBe(
      stage.sandbox.state.loris.studyFile("participants.tsv"),
    );
    expect(await stage.tree({ internal: true })).not.toContain(".scanferry/server/participants.tsv");
  });

  it("finds all unchanged in a second run, with not one byte of an image", async () => {
    const stage = await usePull(twoTypes);
    const first = await stage.pull();
    const second = await stage.pull();
    expect([second.unchanged, second.done, second.failed]).toEqual([first.done, 0, 0]);
    expect(stage.imageBytes()).toBe(0);
  });

  it("asks for each list once, and for each file once", async () => {
    const stage = await usePull(twoTypes);
    const { done } = await stage.pull();
    expect(stage.sandbox.log.find("GET", /\/bids\/$/)).toHaveLength(1);
    expect(stage.sandbox.log.entries).toHaveLength(done + 2);
  });

  it("takes the dataset once where the server lists several projects, because their lists are the same", async () => {
    const stage = await usePull({ ...twoTypes, projects: ["another"] });
    const { failed, done } = await stage.pull({ modalities: ["t1w"] });
    expect(failed).toBe(0);
    expect(stage.sandbox.log.find("GET", /\/bids\/$/)).toHaveLength(1);
    expect(done).toBeGreaterThan(0);
  });

  it("writes sidecars as the notebook does: the bare ETag, without a line end, beside files whose ETag means something", async () => {
    const stage = await usePull(twoTypes);
    await stage.pull();
    const sidecars = (await stage.tree({ sidecars: true })).filter((path) => path.endsWith(".etag"));
    expect(sidecars).toContain("sub-1000101/ses-PREBL00/anat/.sub-1000101_ses-PREBL00_T1w.nii.gz.etag");
    for (const sidecar of sidecars) expect(await stage.text(sidecar)).toMatch(/^[0-9a-f]{32}$/);
    // Study files and scans files have one constant ETag there.
    expect(sidecars.filter((path) => /participants|scans|README|dataset|validator/.test(path))).toEqual([]);
    const nifti = sidecars.filter((path) => path.endsWith("_T1w.nii.gz.etag"));
    expect(new Set(await Promise.all(nifti.map((path) => stage.text(path)))).size).toBe(4);
  });

  it("writes no sidecars when they are not wanted", async () => {
    const stage = await usePull(twoTypes);
    await stage.pull({ sidecars: false });
    expect((await stage.tree({ sidecars: true })).filter((path) => path.endsWith(".etag"))).toEqual([]);
  });

  it("says of an old LORIS without the endpoint that it has no BIDS, and names MINC", async () => {
    const stage = await usePull(twoTypes);
    stage.sandbox.faults.add({
      path: /\/bids\/$/,
      kind: "status",
      status: 404,
      body: '{"error":"not found"}',
    });
    const hint: unknown = expect.stringContaining("--type minc");
    await expect(stage.pull()).rejects.toMatchObject({ code: "remote/refused", hint });
    expect(await stage.tree({ internal: true })).toEqual([]);
  });

  it("keeps the server's name of events files on request", async () => {
    const stage = await usePull(twoTypes);
    await stage.pull({ eventNames: "keep", modalities: ["task-encoding-bold"] });
    const events = (await stage.tree()).filter((path) => path.includes("_events."));
    expect(events).toHaveLength(4);
    for (const path of events) expect(path).toMatch(/_task-encoding_run-001_bold_events\.txt$/);
  });

  it("writes nothing at all in a dry run or a check", async () => {
    for (const options of [{ dryRun: true }, { check: true }]) {
      const stage = await usePull(twoTypes);
      const { planned, done, failed } = await stage.pull({ ...options, modalities: ["t1w"] });
      expect([done, failed]).toEqual([0, 0]);
      expect(planned).toBeGreaterThan(10);
      expect(await stage.tree({ sidecars: true, internal: true })).toEqual([]);
    }
  });

  it("tells in a check what would be fetched, and leaves it", async () => {
    const stage = await usePull(twoTypes);
    await stage.pull();
    const [image] = stage.images();
    stage.sandbox.state.loris.changeImage(image!.link);
    stage.sandbox.state.loris.setStudyFile("README", "changed\n");
    const before = await readFile(join(stage.dir, "README"));
    const { results } = await stage.pull({ check: true });
    const planned = results.filter(({ status }) => status === "planned").map(({ target }) => target);
    expect(planned).toContain("README");
    expect(planned.filter((target) => target.endsWith(".nii.gz"))).toHaveLength(1);
    expect(await readFile(join(stage.dir, "README"))).toEqual(before);
  });

  it("gives one summary at the end, after the last result", async () => {
    const stage = await usePull(twoTypes);
    const { done } = await stage.pull({ modalities: ["t1w"] });
    const summaries = stage.events.filter(({ type }) => type === "summary");
    expect(summaries).toHaveLength(1);
    expect(stage.events.at(-1)).toMatchObject({ type: "summary", done });
  });
});
