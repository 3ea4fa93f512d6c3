import { describe, expect, it } from "vitest";
import { checkBidsName } from "../../src/names/check-bids-name.js";

describe("checkBidsName", () => {
  it.each([
    ["sub-01_ses-pre_acq-mprage_run-02_T1w.nii.gz", []],
    ["sub-01_run-one_T1w.nii.gz", [{ code: "entity-format", entity: "run" }]],
    ["sub-0.1_T1w.nii.gz", [{ code: "no-suffix" }]],
    ["sub-a-b_T1w.nii.gz", [{ code: "entity-format", entity: "sub" }]],
    ["sub-01_run-1_acq-x_T1w.nii.gz", [{ code: "entity-order", entity: "acq" }]],
    ["sub-01_sequence-x_T1w.nii.gz", [{ code: "unknown-entity", entity: "sequence" }]],
    ["sub-01_old_T1w.nii.gz", [{ code: "no-suffix" }]],
  ])("finds in %s what BIDS does not allow", (name, issues) => {
    expect(checkBidsName(name)).toEqual(issues);
  });
});
