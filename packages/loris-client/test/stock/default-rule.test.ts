import { describe, expect, it } from "vitest";
import { defaultRule } from "../../src/pull/stock/default-rule.js";
import { ruleProblem } from "../../src/pull/stock/rule-problem.js";

/** Writes a rule as one word, for tables. */
function brief(scanType: string): string | undefined {
  const rule = defaultRule(scanType);
  if (rule === undefined) return undefined;
  if ("skip" in rule) return "skip";
  const entities = Object.entries(rule.entities ?? {}).map(([key, value]) => ` ${key}-${value}`);
  return rule.bids + entities.join("");
}

const mapped: readonly (readonly [scanType: string, rule: string])[] = [
  // Raisinbread's
  ["t1", "anat/T1w"],
  ["t2", "anat/T2w"],
  ["pd", "anat/PDw"],
  ["dwi25", "dwi/dwi acq-25"],
  ["dwi65", "dwi/dwi acq-65"],
  ["fMRI", "func/bold task-fMRI"],
  ["fieldmapBOLD", "fmap/phasediff acq-BOLD"],
  ["fieldmapDWI", "fmap/phasediff acq-DWI"],
  ["t1-defaced", "anat/T1w rec-defaced"],
  ["t2-defaced", "anat/T2w rec-defaced"],
  ["adniT1", "anat/T1w"],
  // PREVENT-AD's
  ["t1w", "anat/T1w"],
  ["t2w", "anat/T2w"],
  ["FLAIR", "anat/FLAIR"],
  ["T2star", "anat/T2starw"],
  ["MP2RAGE", "anat/MP2RAGE inv-1"],
  ["asl", "perf/asl"],
  ["fieldmap", "fmap/phasediff"],
  ["bold", "func/bold task-rest"],
  ["task-encoding-bold", "func/bold task-encoding"],
  ["task-retrieval-bold", "func/bold task-retrieval"],
  // Others
  ["T1W", "anat/T1w"],
  ["T1_MPRAGE", "anat/T1w"],
  ["MPRAGE", "anat/T1w"],
  ["T2 FLAIR", "anat/FLAIR"],
  ["pdt2", "anat/PDT2"],
  ["mp2rage_uni", "anat/UNIT1"],
  ["mp2rage-inv2", "anat/MP2RAGE inv-2"],
  ["T1map", "anat/T1map"],
  ["dwi", "dwi/dwi"],
  ["DTI", "dwi/dwi"],
  ["dwi65-AP", "dwi/dwi acq-65 dir-AP"],
  ["dwi-pa", "dwi/dwi dir-PA"],
  ["dwi_sbref", "dwi/sbref"],
  ["rsfMRI", "func/bold task-rest"],
  ["task-rest", "func/bold task-rest"],
  ["resting_state_fmri", "func/bold task-rest"],
  ["bold-ap", "func/bold task-rest dir-AP"],
  ["bold-sbref", "func/sbref task-rest"],
  ["task-Nback", "func/bold task-Nback"],
  ["task-nback-bold-sbref", "func/sbref task-nback"],
  ["fieldmap-magnitude1", "fmap/magnitude1"],
  ["phasediff", "fmap/phasediff"],
  ["fmap-ap", "fmap/epi dir-ap"],
  ["pcasl", "perf/asl acq-pcasl"],
  ["m0scan", "perf/m0scan"],
  ["TOF", "anat/angio"],
  ["bold-defaced", "func/bold task-rest rec-defaced"],
  ["localizer", "skip"],
  ["AAHead_Scout", "skip"],
];

describe("the built-in table", () => {
  it.each(mapped)("maps %s to %s", (scanType, rule) => {
    expect(brief(scanType)).toBe(rule);
    expect(brief(scanType.toUpperCase())?.toLowerCase()).toBe(rule.toLowerCase());
  });

  it("gives names that are valid by the rules of BIDS", () => {
    for (const [scanType] of mapped) expect(ruleProblem(defaultRule(scanType)!), scanType).toBeUndefined();
  });

  it.each([
    "",
    "qT2star",
    "SWI",
    "dwi-adc",
    "dwiFA",
    "unknown",
    "t1w-t2w-ratio",
    "fieldmap-defaced",
    "xt1w",
    "task-",
    "-defaced",
    "constructor",
  ])("does not guess at %j", (scanType) => {
    expect(defaultRule(scanType)).toBeUndefined();
  });
});
