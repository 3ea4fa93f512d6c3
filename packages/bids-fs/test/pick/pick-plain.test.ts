import { describe, expect, it } from "vitest";
import { makeNii, makeNiiGz } from "../support/make-image.js";
import { inShort, pickFrom } from "../support/pick-from.js";

const gz = makeNiiGz();
const nii = makeNii();

describe("pick in the plain layout", () => {
  it("reads the tree of today's README, folder names as they stand", async () => {
    const picks = await pickFrom({
      "subj1/anat/subj1_T1w.nii.gz": gz,
      "subj1/func/subj1_bold.nii.gz": gz,
      "subj2/anat/subj2_T2w.nii.gz": gz,
      "subj3/": "",
      "derivatives/x/anat/x_T1w.nii.gz": gz,
      "notes.txt": "",
    });
    expect(inShort(picks)).toEqual({ subj1: ["subj1_T1w.nii.gz"], subj2: "no-image", subj3: "no-image" });
  });

  it("takes sessions, odd labels, missing labels and images right in the folder", async () => {
    const picks = await pickFrom({
      "P 7.a/ses-2/anat/P 7.a_T1w.nii": nii,
      "P 7.a/ses-1/anat/P 7.a_T1w.nii": nii,
      "Anna/anat/T1w.nii": nii,
      "Ben/Ben_brain_T1w.nii.gz": gz,
      "Ben/Ben_T1w.nii.gz": gz,
      "Eva/anat/tpl-MNI_T1w.nii.gz": gz,
    });
    expect(picks.map(({ label, files }) => [label, files[0]?.relativePath])).toEqual([
      ["Anna", "Anna/anat/T1w.nii"],
      ["Ben", "Ben/Ben_T1w.nii.gz"],
      ["Eva", undefined],
      ["P 7.a", "P 7.a/ses-1/anat/P 7.a_T1w.nii"],
    ]);
  });

  it("refuses a file that begins with another participant's name", async () => {
    const picks = await pickFrom({
      "subj1/anat/subj1_T1w.nii": nii,
      "subj10/anat/subj1_T1w.nii": nii,
      "subj1_b/anat/subj1_b_T1w.nii": nii,
    });
    expect(inShort(picks)).toEqual({
      subj1: ["subj1_T1w.nii"],
      subj1_b: ["subj1_b_T1w.nii"],
      subj10: "wrong-label",
    });
  });

  it("takes subjects with and without sub-", async () => {
    const tree = { "subj1/anat/subj1_T1w.nii": nii, "07/anat/07_T1w.nii": nii };
    expect(inShort(await pickFrom(tree, { subjects: ["subj1", "sub-07"] }))).toEqual({
      "07": ["07_T1w.nii"],
      subj1: ["subj1_T1w.nii"],
    });
  });
});
