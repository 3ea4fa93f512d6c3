import { rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { LorisSandboxOptions } from "@scanferry/sandbox";

import { usePull, type PullStage } from "../pull/support/use-pull.js";

const useStock = (
  study: LorisSandboxOptions["study"] = {},
  more: LorisSandboxOptions = {},
): Promise<PullStage> =>
  usePull({
    dialect: "v28",
    study: { candidates: 2, scanTypes: ["t1", "dwi25", "bold"], visits: ["V1", "V2"], ...study },
    ...more,
  });

const session = (candidate: string, visit: string): string[] => {
  const folder = `sub-${candidate}/ses-${visit}`;
  const name = `sub-${candidate}_ses-${visit}`;
  return [
    `${folder}/anat/${name}_T1w.json`,
    `${folder}/anat/${name}_T1w.nii.gz`,
    `${folder}/dwi/${name}_acq-25_dwi.bval`,
    `${folder}/dwi/${name}_acq-25_dwi.bvec`,
    `${folder}/dwi/${name}_acq-25_dwi.json`,
    `${folder}/dwi/${name}_acq-25_dwi.nii.gz`,
    `${folder}/func/${name}_task-rest_bold.json`,
    `${folder}/func/${name}_task-rest_bold.nii.gz`,
    `${folder}/${name}_scans.tsv`,
  ];
};

const datasetFiles = ["README", "dataset_description.json", "participants.json", "participants.tsv"];

const candidatesOf = (stage: PullStage): string[] => [
  ...new Set(stage.images().map(({ candidate }) => candidate)),
];

const targets = (results: readonly { status: string; target: string }[], status: string): string[] =>
  results
    .filter((result) => result.status === status)
    .map(({ target }) => target)
    .sort();

describe("pull of BIDS from a stock server", () => {
  it("names the images by their scan types, with all that belongs to them and the tables", async () => {
    const stage = await useStock();
    const { failed, skipped } = await stage.pull();
    expect([failed, skipped]).toEqual([0, 0]);
    const [a = "", b = ""] = candidatesOf(stage);
    const sessions = [a, b].flatMap((candidate) =>
      ["V1", "V2"].flatMap((visit) => session(candidate, visit)),
    );
    expect(await stage.tree()).toEqual([...datasetFiles, ...sessions].sort());
    expect(await stage.text(`sub-${a}/ses-V1/sub-${a}_ses-V1_scans.tsv`)).toBe(
      [
        "filename",
        `anat/sub-${a}_ses-V1_T1w.nii.gz`,
        `dwi/sub-${a}_ses-V1_acq-25_dwi.nii.gz`,
        `func/sub-${a}_ses-V1_task-rest_bold.nii.gz`,
        "",
      ].join("\n"),
    );
    expect(JSON.parse(await stage.text("dataset_description.json"))).toMatchObject({
      BIDSVersion: expect.stringMatching(/^1\.\d+\.\d+$/),
      GeneratedBy: [{ Name: "Scanferry" }],
      SourceDatasets: [{ URL: stage.sandbox.url.loris }],
    });
  });

  it("lists participants with sex, site and project, and neither date of birth nor PSCID", async () => {
    const stage = await useStock();
    await stage.pull();
    const [header, ...rows] = (await stage.text("participants.tsv")).trimEnd().split("\n");
    expect(header).toBe("participant_id\tsex\tsite\tproject");
    expect(rows.map((row) => row.split("\t")[0])).toEqual(candidatesOf(stage).map((id) => `sub-${id}`));
    for (const row of rows) {
      const [, sex, site, project] = row.split("\t");
      expect(["male", "female", "other", "n/a"]).toContain(sex);
      expect(site).not.toBe("n/a");
      expect(project).toBe("Pumpernickel");
      expect(row).not.toMatch(/\d{4}-\d{2}-\d{2}/);
      for (const { pscid } of stage.images()) expect(row).not.toContain(pscid);
    }
  });

  it("moves no byte of an image in a second run, and leaves all files as they are", async () => {
    const stage = await useStock();
    const { done } = await stage.pull();
    const again = await stage.pull();
    expect(again).toMatchObject({ done: 0, failed: 0, planned: 0 });
    // The three files that describe the dataset are not even looked into.
    expect(again.unchanged).toBe(done - 3);
    expect(stage.imageBytes()).toBe(0);
  });

  it("brings back what was deleted, truncated or damaged here, and what changed there", async () => {
    const stage = await useStock();
    await stage.pull();
    const images = (await stage.tree()).filter((path) => path.endsWith(".nii.gz"));
    const [deleted = "", cut = "", damaged = ""] = images;
    const before = await Promise.all([deleted, cut, damaged].map((path) => stage.text(path)));
    await rm(join(stage.dir, deleted));
    await truncate(join(stage.dir, cut), 500);
    await stage.write(damaged, "damaged");
    await rm(join(stage.dir, "participants.tsv"));
    await truncate(join(stage.dir, "dataset_description.json"), 10);
    const changed = stage.images().at(-1)!;
    stage.sandbox.state.loris.changeImage(changed.name);
    const { results, failed } = await stage.pull();
    expect(failed).toBe(0);
    const stem = `sub-${changed.candidate}/ses-${changed.visit}/func/sub-${changed.candidate}_ses-${changed.visit}_task-rest_bold`;
    expect(targets(results, "done")).toEqual(
      [
        deleted,
        cut,
        damaged,
        "participants.tsv",
        "dataset_description.json",
        `${stem}.nii.gz`,
        `${stem}.json`,
      ].sort(),
    );
    expect(await Promise.all([deleted, cut, damaged].map((path) => stage.text(path)))).toEqual(before);
  });

  it("brings what the filters leave, and tables of what stands on disk, earlier runs included", async () => {
    const stage = await useStock();
    const [a = "", b = ""] = candidatesOf(stage);
    await stage.pull({ modalities: ["t1"], visits: ["V2"], candidates: [a] });
    const own = session(a, "V2").filter((path) => /T1w|scans/.test(path));
    expect(await stage.tree()).toEqual([...datasetFiles, ...own].sort());
    expect(await stage.text("participants.tsv")).not.toContain(b);
    await stage.pull({ modalities: ["bold"], visits: ["V2"] });
    expect(await stage.text("participants.tsv")).toContain(`sub-${a}\t`);
    expect(await stage.text("participants.tsv")).toContain(`sub-${b}\t`);
    expect(await stage.text(`sub-${a}/ses-V2/sub-${a}_ses-V2_scans.tsv`)).toBe(
      `filename\nanat/sub-${a}_ses-V2_T1w.nii.gz\nfunc/sub-${a}_ses-V2_task-rest_bold.nii.gz\n`,
    );
  });

  it("filters by site, project and time too", async () => {
    const stage = await useStock({ sites: ["Montreal", "Rome"] });
    const rome = stage.images().filter(({ site }) => site === "Rome");
    const { results } = await stage.pull({ site: "Rome", project: "Pumpernickel", modalities: ["t1"] });
    expect(targets(results, "done").filter((path) => path.endsWith("T1w.nii.gz"))).toHaveLength(
      rome.filter(({ scanType }) => scanType === "t1").length,
    );
    const later = new Date(
      Math.max(...stage.images().map(({ insertTime }) => Date.parse(insertTime))) + 1000,
    );
    const none = await stage.pull({ since: later });
    expect(none.results.filter(({ target }) => target.endsWith(".nii.gz"))).toEqual([]);
  });

  it("numbers runs by the server's own numbers, so that names stay when images are added", async () => {
    const stage = await useStock({ candidates: 1, visits: ["V1"], scanTypes: ["t1"], runsPerType: 2 });
    const [a = ""] = candidatesOf(stage);
    await stage.pull();
    const stem = `sub-${a}/ses-V1/anat/sub-${a}_ses-V1`;
    expect((await stage.tree()).filter((path) => path.endsWith(".nii.gz"))).toEqual(
      [`${stem}_T1w.nii.gz`, `${stem}_run-2_T1w.nii.gz`].sort(),
    );
    const first = await stage.text(`${stem}_T1w.nii.gz`);
    const [image] = stage.images();
    stage.sandbox.state.loris.removeImage(image!.link);
    stage.sandbox.state.loris.addImage({
      candidate: a,
      visit: "V1",
      scanType: "t1",
      name: `demo_${a}_V1_t1_003.mnc`,
    });
    const { results } = await stage.pull();
    expect(targets(results, "done").filter((path) => path.endsWith(".nii.gz"))).toEqual([
      `${stem}_run-3_T1w.nii.gz`,
    ]);
    expect(await stage.text(`${stem}_T1w.nii.gz`)).toBe(first);
  });

  it("lists images whose scan type has no BIDS name, with one warning that names the types", async () => {
    const stage = await useStock({ scanTypes: ["t1", "qT2star", "scout"] });
    const { results, failed, skipped } = await stage.pull();
    expect([failed, skipped]).toEqual([0, 8]);
    const reasons = results
      .filter(({ status }) => status === "skipped")
      .map(({ error }) => error?.message ?? "");
    expect(reasons.filter((reason) => /“qT2star”.*no BIDS name/.test(reason))).toHaveLength(4);
    expect(reasons.filter((reason) => /“scout”.*localizer/.test(reason))).toHaveLength(4);
    const warnings = stage.warnings().filter((message) => message.includes("qT2star"));
    expect(warnings).toEqual(["4 images have a scan type without a BIDS name and are left out: qT2star."]);
  });

  it("follows the user's mapping before its own, whatever the capital letters", async () => {
    const stage = await useStock({ candidates: 1, visits: ["V1"], scanTypes: ["t1", "qT2star", "dwi25"] });
    const [a = ""] = candidatesOf(stage);
    await stage.pull({
      mapping: {
        T1: { bids: "anat/T1w", entities: { acq: "mprage" } },
        qT2star: { bids: "anat/T2starmap" },
        dwi25: { skip: "not wanted" },
      },
    });
    const stem = `sub-${a}/ses-V1/anat/sub-${a}_ses-V1`;
    expect((await stage.tree()).filter((path) => path.endsWith(".nii.gz"))).toEqual([
      `${stem}_T2starmap.nii.gz`,
      `${stem}_acq-mprage_T1w.nii.gz`,
    ]);
  });

  it("keeps an image whose JSON or b-values the server lacks, and says what is lacking", async () => {
    const stage = await useStock({ candidates: 1, visits: ["V1"] });
    const dwi = stage.images().find(({ scanType }) => scanType === "dwi25")!;
    const base = `${dwi.link}/format/${dwi.name.replace(".mnc", "")}`;
    for (const kind of ["json", "bval"]) stage.sandbox.state.loris.removeFile(`${base}.${kind}`);
    const { results, failed, skipped } = await stage.pull();
    const stem = `sub-${dwi.candidate}/ses-V1/dwi/sub-${dwi.candidate}_ses-V1_acq-25_dwi`;
    expect([failed, skipped]).toEqual([0, 2]);
    expect(targets(results, "skipped")).toEqual([`${stem}.bval`, `${stem}.json`]);
    for (const { error } of results.filter(({ status }) => status === "skipped"))
      expect(error).toMatchObject({ code: "remote/not-found" });
    expect(await stage.tree()).toContain(`${stem}.nii.gz`);
    const summary = stage.events.find((event) => event.type === "summary");
    expect(summary).toMatchObject({ failed: 0, skipped: 2 });
    const told = stage.events.filter((event) => event.type === "result" && event.status === "skipped");
    expect(told).toHaveLength(2);
  });

  it("fails for an image that is listed and missing, and completes it in the next run", async () => {
    const stage = await useStock({ candidates: 1, visits: ["V1"] });
    const t1 = stage.images().find(({ scanType }) => scanType === "t1")!;
    const file = `${t1.link}/format/${t1.name.replace(".mnc", ".nii.gz")}`;
    stage.sandbox.state.loris.removeFile(file);
    const first = await stage.pull();
    const target = `sub-${t1.candidate}/ses-V1/anat/sub-${t1.candidate}_ses-V1_T1w.nii.gz`;
    expect(targets(first.results, "failed")).toEqual([target]);
    expect(await stage.text(`sub-${t1.candidate}/ses-V1/sub-${t1.candidate}_ses-V1_scans.tsv`)).not.toContain(
      "T1w",
    );
    stage.sandbox.state.loris.restoreFile(file);
    const second = await stage.pull();
    expect([second.failed, targets(second.results, "done").includes(target)]).toEqual([0, true]);
    expect(await stage.text(`sub-${t1.candidate}/ses-V1/sub-${t1.candidate}_ses-V1_scans.tsv`)).toContain(
      "T1w",
    );
  });

  it("leaves alone what people wrote about the dataset", async () => {
    const stage = await useStock({ candidates: 1, visits: ["V1"], scanTypes: ["t1"] });
    await stage.pull();
    await writeFile(join(stage.dir, "README"), "Ours\n");
    await writeFile(join(stage.dir, "dataset_description.json"), '{"Name":"Ours","BIDSVersion":"1.9.0"}');
    await stage.pull();
    expect(await stage.text("README")).toBe("Ours\n");
    expect(await stage.text("dataset_description.json")).toContain('"Ours"');
  });

  it("writes nothing in a dry run, and names every file", async () => {
    const stage = await useStock({ candidates: 1, visits: ["V1"] });
    const { results, planned } = await stage.pull({ dryRun: true });
    const [a = ""] = candidatesOf(stage);
    expect(planned).toBe(results.length);
    expect(targets(results, "planned")).toEqual([...datasetFiles, ...session(a, "V1")].sort());
    expect(await stage.tree({ internal: true, sidecars: true })).toEqual([]);
  });

  it("fills the table with n/a for an account that may not list candidates", async () => {
    const stage = await useStock({ candidates: 1, visits: ["V1"], scanTypes: ["t1"] });
    stage.sandbox.faults.add({
      path: /\/candidates\/?$/,
      kind: "status",
      status: 403,
      body: '{"error":"forbidden"}',
      times: 10,
    });
    expect((await stage.pull()).failed).toBe(0);
    const [a = ""] = candidatesOf(stage);
    expect(await stage.text("participants.tsv")).toBe(
      `participant_id\tsex\tsite\tproject\nsub-${a}\tn/a\tn/a\tn/a\n`,
    );
  });
});

describe("a server with neither BIDS endpoint nor formats", () => {
  it("is told from the start, with what to do", async () => {
    const stage = await usePull({ dialect: "preventad", study: { candidates: 1, scanTypes: ["t1w"] } });
    stage.sandbox.faults.add({
      path: /\/bids\/?$/,
      kind: "status",
      status: 404,
      body: '{"error":"not found"}',
      times: 10,
    });
    await expect(stage.pull()).rejects.toMatchObject({
      code: "remote/refused",
      hint: expect.stringContaining("minc"),
    });
    expect(await stage.tree()).toEqual([]);
  });
});
