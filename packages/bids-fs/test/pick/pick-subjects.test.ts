import { describe, expect, it } from "vitest";
import { makeNii } from "../support/make-image.js";
import { inShort, pickFrom } from "../support/pick-from.js";

const nii = makeNii();

describe("pick with subjects", () => {
  const tree = {
    "sub-01/anat/sub-01_T1w.nii": nii,
    "sub-02/anat/sub-02_T1w.nii": nii,
    "sub-Abc/anat/sub-Abc_T1w.nii": nii,
    "participants.tsv": "participant_id\nsub-03\n",
  };

  it("takes labels with or without sub-, each once, in the order of the dataset", async () => {
    const picks = await pickFrom(tree, { subjects: ["Abc", "sub-01", "01", "3"] });
    expect(picks.map((pick) => pick.label)).toEqual(["sub-01", "sub-Abc", "3"]);
    const single = await pickFrom(tree, { subjects: "02" });
    expect(inShort(single)).toEqual({ "sub-02": ["sub-02_T1w.nii"] });
  });

  it("lists unknown ones at the end and says who may be meant", async () => {
    const picks = await pickFrom(tree, { subjects: ["99", "abc", "sub-1", "03", "02"] });
    expect(inShort(picks)).toEqual({
      "sub-02": ["sub-02_T1w.nii"],
      "sub-03": "no-folder",
      "99": "unknown-subject",
      abc: "unknown-subject",
      "sub-1": "unknown-subject",
    });
    const hints = Object.fromEntries(picks.map((pick) => [pick.label, pick.problem?.hint ?? ""]));
    expect(hints["abc"]).toContain("Did you mean sub-Abc?");
    expect(hints["sub-1"]).toContain("Did you mean sub-01?");
  });
});
