import { rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { datasetFiles, candidatesOf, session, targets, useStock } from "./support/use-stock.js";

describe("a folder with BIDS from a stock server, pulled again", () => {
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

  it("leaves tables alone that somebody gave more columns, and says so", async () => {
    const stage = await useStock({ candidates: 1, visits: ["V1"], scanTypes: ["t1"] });
    await stage.pull();
    const [a = ""] = candidatesOf(stage);
    const scans = `sub-${a}/ses-V1/sub-${a}_ses-V1_scans.tsv`;
    await writeFile(join(stage.dir, "participants.tsv"), "participant_id\tage\nsub-1\t70\n");
    await writeFile(join(stage.dir, scans), "filename\tacq_time\n");
    expect((await stage.pull()).failed).toBe(0);
    expect(await stage.text("participants.tsv")).toBe("participant_id\tage\nsub-1\t70\n");
    expect(await stage.text(scans)).toBe("filename\tacq_time\n");
    expect(stage.warnings().filter((message) => message.includes("other columns"))).toHaveLength(1);
    await truncate(join(stage.dir, "participants.tsv"), 10);
    await truncate(join(stage.dir, scans), 0);
    await stage.pull();
    expect(await stage.text("participants.tsv")).toContain(`sub-${a}\t`);
    expect(await stage.text(scans)).toContain("T1w");
  });

  it("leaves alone what people wrote about the dataset", async () => {
    const stage = await useStock({ candidates: 1, visits: ["V1"], scanTypes: ["t1"] });
    await stage.pull();
    await rm(join(stage.dir, "README"));
    await writeFile(join(stage.dir, "README.md"), "Ours\n");
    await writeFile(join(stage.dir, "dataset_description.json"), '{"Name":"Ours","BIDSVersion":"1.9.0"}');
    await stage.pull();
    expect(await stage.text("README.md")).toBe("Ours\n");
    expect(await stage.tree()).not.toContain("README");
    expect(await stage.text("dataset_description.json")).toContain('"Ours"');
  });

  it("says once that another mapping left images under their earlier names too", async () => {
    const stage = await useStock({ candidates: 1, visits: ["V1", "V2"], scanTypes: ["t1"] });
    await stage.pull();
    expect(stage.warnings()).toEqual([]);
    const mapping = { t1: { bids: "anat/T1w", entities: { acq: "mprage" } } };
    await stage.pull({ mapping });
    expect((await stage.tree()).filter((path) => path.endsWith("T1w.nii.gz"))).toHaveLength(4);
    expect(stage.warnings()).toEqual([expect.stringMatching(/^4 items get another name than before/)]);
    for (const path of await stage.tree()) if (/V\d_T1w/.test(path)) await rm(join(stage.dir, path));
    await stage.pull({ mapping });
    expect(stage.warnings()).toEqual([]);
  });

  it("compares without writing: what is right is unchanged, what is missing or older is planned", async () => {
    const stage = await useStock({ candidates: 1, visits: ["V1"] });
    await stage.pull();
    const before = await stage.tree({ internal: true, sidecars: true });
    const whole = await stage.pull({ check: true });
    expect(whole).toMatchObject({ planned: 0, failed: 0, done: 0 });
    const t1 = stage.images().find(({ scanType }) => scanType === "t1")!;
    const bold = stage.images().find(({ scanType }) => scanType === "bold")!;
    const path = ({ candidate }: { candidate: string }, name: string): string =>
      `sub-${candidate}/ses-V1/${name.replace("NAME", `sub-${candidate}_ses-V1`)}`;
    await rm(join(stage.dir, path(t1, "anat/NAME_T1w.nii.gz")));
    stage.sandbox.state.loris.changeImage(bold.link);
    const { results } = await stage.pull({ check: true });
    expect(targets(results, "planned")).toEqual(
      [
        path(t1, "anat/NAME_T1w.nii.gz"),
        path(bold, "func/NAME_task-rest_bold.json"),
        path(bold, "func/NAME_task-rest_bold.nii.gz"),
        path(t1, "NAME_scans.tsv"),
      ].sort(),
    );
    const after = before.filter((file) => file !== path(t1, "anat/NAME_T1w.nii.gz"));
    expect(await stage.tree({ internal: true, sidecars: true })).toEqual(after);
  });
});
