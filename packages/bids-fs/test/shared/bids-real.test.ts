import { expect, it } from "vitest";
import { openDataset, readNiftiHeader } from "../../src/index.js";
import type { PickOptions } from "../../src/index.js";
import { gather } from "../support/gather.js";
import { inShort } from "../support/pick-from.js";
import { describeShared, sharedPath } from "../../../../tools/test-support/shared-data.js";

describeShared("bids_real, six participants with real bytes", () => {
  const pick = async (options: PickOptions = {}) =>
    gather((await openDataset(sharedPath("bids_real"))).pick(options));

  it("picks each participant's T1w image and says who has none", async () => {
    const picks = await pick();
    expect(inShort(picks)).toEqual({
      "sub-01": ["sub-01_T1w.nii.gz"],
      "sub-02": ["sub-02_acq-mprage_run-1_T1w.nii"],
      "sub-03": ["sub-03_ses-pre_T1w.nii.gz"],
      "sub-04": "no-image",
      "sub-05": ["sub-05_T1w.nii.gz"],
      "sub-06": "no-image",
    });
    expect(picks.flatMap((one) => one.files.map((file) => file.sizeBytes))).toEqual([
      1996132, 1253728, 376766, 417712,
    ]);
    expect(picks.flatMap((one) => one.warnings)).toEqual([]);
    expect(picks[3]?.problem?.hint).toContain("UNIT1");
    expect(picks[5]?.problem?.hint).toContain("T2w");
  });

  it("follows suffixes, session, run, preference and all", async () => {
    expect(inShort(await pick({ suffix: ["T1w", "UNIT1"], subjects: ["04"] }))).toEqual({
      "sub-04": ["sub-04_acq-MP2RAGE_UNIT1.nii.gz"],
    });
    expect(inShort(await pick({ session: "post" }))["sub-03"]).toEqual(["sub-03_ses-post_T1w.nii.gz"]);
    expect(inShort(await pick({ prefer: ["latest-session"] }))["sub-03"]).toEqual([
      "sub-03_ses-post_T1w.nii.gz",
    ]);
    expect(inShort(await pick({ run: 2 }))["sub-02"]).toEqual(["sub-02_acq-mprage_run-2_T1w.nii.gz"]);
    expect(inShort(await pick({ prefer: [{ rec: "norm" }] }))["sub-05"]).toEqual([
      "sub-05_rec-norm_T1w.nii.gz",
    ]);
    const all = inShort(await pick({ all: true, suffix: ["T1w", "UNIT1", "T2w"] }));
    expect(Object.values(all).map((names) => names.length)).toEqual([1, 2, 2, 1, 2, 1]);
  });

  it("lists 14 files, and the derivative's only on request", async () => {
    const ds = await openDataset(sharedPath("bids_real"));
    expect(await gather(ds.files())).toHaveLength(14);
    expect(await gather(ds.files({ suffix: "T1w", subject: "01", extension: "nii.gz" }))).toHaveLength(1);
    const withDerivative = ds.files(
      { suffix: "T1w", subject: "01", extension: "nii.gz" },
      { include: ["derivatives"] },
    );
    expect((await gather(withDerivative)).map((file) => file.path)).toEqual([
      "derivatives/deface/sub-01/anat/sub-01_desc-defaced_T1w.nii.gz",
      "sub-01/anat/sub-01_T1w.nii.gz",
    ]);
  });

  it("reads real headers", async () => {
    const header = await readNiftiHeader(sharedPath("bids_real/sub-02/anat/sub-02_acq-mprage_run-1_T1w.nii"));
    expect(header).toMatchObject({ version: 1, littleEndian: true, dims: [68, 96, 96], datatype: 4 });
  });
});

describeShared("nifti, headers of both versions", () => {
  it.each([
    ["example4d.nii.gz", 1],
    ["example_nifti2.nii.gz", 2],
  ])("reads %s", async (name, version) => {
    expect((await readNiftiHeader(sharedPath(`nifti/${name}`))).version).toBe(version);
  });
});
