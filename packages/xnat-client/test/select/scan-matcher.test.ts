import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { scanMatcher } from "../../src/select/scan-matcher.js";

const scan = { id: "3-MR1", type: "T1w MPRAGE, corrected", seriesDescription: "t1_mpr/sag" };

describe("scanMatcher", () => {
  it.each([
    ["its ID", "3-MR1"],
    ["its ID in other capitals", "3-mr1"],
    ["its type", "t1w*"],
    ["its whole type, with the comma in it", "T1W mprage, corrected"],
    ["its description, with the slash in it", "t1_mpr/*"],
    ["single signs", "?-MR?"],
  ])("takes a scan by %s", (_, pattern) => {
    expect(scanMatcher({ scans: [pattern] }).scan(scan)).toBe(true);
  });

  it.each(["3", "T1w", "corrected", "", "t1_mpr"])(
    "does not take a scan by a part of a name: %j",
    (pattern) => {
      expect(scanMatcher({ scans: [pattern] }).scan(scan)).toBe(false);
    },
  );

  it("takes everything without a filter, and nothing by an empty list", () => {
    expect(scanMatcher({}).scan(scan)).toBe(true);
    expect(scanMatcher({}).resource("DICOM")).toBe(true);
    expect(scanMatcher({}).filtersScans).toBe(false);
    expect(scanMatcher({ scans: [] }).scan(scan)).toBe(false);
    expect(scanMatcher({ scans: [] }).filtersScans).toBe(true);
    expect(scanMatcher({ resources: [] }).resource("DICOM")).toBe(false);
  });

  it("takes resources by label and glob", () => {
    const matcher = scanMatcher({ resources: ["dicom", "NIFTI*"] });
    expect(["DICOM", "NIFTI_RAW", "nifti"].every((label) => matcher.resource(label))).toBe(true);
    expect(["DICOM_2", "BIDS"].some((label) => matcher.resource(label))).toBe(false);
  });

  it("remembers which patterns met nothing, also where another pattern met first", () => {
    const matcher = scanMatcher({ scans: ["*", "T1*", "bold*"], resources: ["DICOM", "BIDS"] });
    matcher.scan(scan);
    matcher.resource("DICOM");
    expect(matcher.unmatched()).toEqual({ scans: ["bold*"], resources: ["BIDS"] });
  });

  it("takes a scan by any of its three names, whatever they are and however they are written", () => {
    fc.assert(
      fc.property(
        fc.record({ id: fc.string(), type: fc.string(), seriesDescription: fc.string() }),
        (any) => {
          for (const name of Object.values(any)) {
            expect(scanMatcher({ scans: [name] }).scan(any)).toBe(true);
            expect(scanMatcher({ scans: [name.toLowerCase()] }).scan(any)).toBe(true);
          }
        },
      ),
    );
  });
});
