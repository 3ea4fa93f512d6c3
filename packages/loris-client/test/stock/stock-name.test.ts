import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { NameClashes } from "../../src/pull/stock/name-clashes.js";
import { bidsLabel, stockName } from "../../src/pull/stock/stock-name.js";
import type { PlannedImage } from "../../src/pull/planned-image.js";

const image = (parts: Partial<PlannedImage> & { file?: string } = {}): PlannedImage => {
  const { file = "demo_300001_V1_t1_001.mnc", candidate = "300001", visit = "V1" } = parts;
  const link = `/candidates/${candidate}/${visit}/images/${file}`;
  return { candidate, pscid: "P1", visit, modality: "t1", project: "P", link };
};
const t1 = { bids: "anat/T1w" };
const stemOf = (
  parts: Parameters<typeof image>[0],
  rule = t1 as { bids: string; entities?: Record<string, string> },
) => stockName(image(parts), rule).stem;

describe("the numbers in a file's name", () => {
  it.each([
    ["demo_587630_V1_t1_001.mnc", "_rec-x_T1w"],
    ["demo_587630_V1_t1_012.nii.gz", "_rec-x_run-12_T1w"],
    ["demo_587630_V1_t1_1234.mnc", "_rec-x_run-1234_T1w"],
    ["demo_587630_V1_t1_002_t1-defaced_001.mnc", "_rec-x_run-2_T1w"],
    ["demo_587630_V1_t1_002_t1-defaced_003.mnc", "_rec-x3_run-2_T1w"],
    ["PreventAD_1000101_PREBL00_task-encoding-bold_001.mnc", "_rec-x_T1w"],
    ["scan.mnc", "_rec-x_T1w"],
    ["scan_7.mnc", "_rec-x_T1w"],
  ])("of %s become %s", (file, end) => {
    const stem = stemOf({ file }, { bids: "anat/T1w", entities: { rec: "x" } });
    expect(stem).toBe(`sub-300001/ses-V1/anat/sub-300001_ses-V1${end}`);
  });
});

describe("stockName", () => {
  it("gives the first image no run, and others the server's number", () => {
    expect(stemOf({})).toBe("sub-300001/ses-V1/anat/sub-300001_ses-V1_T1w");
    expect(stemOf({ file: "demo_300001_V1_t1_010.mnc" })).toBe(
      "sub-300001/ses-V1/anat/sub-300001_ses-V1_run-10_T1w",
    );
  });

  it("gives what was defaced the number of the image that it was made from", () => {
    const rule = { bids: "anat/T1w", entities: { rec: "defaced" } };
    expect(stemOf({ file: "demo_300001_V1_t1_002_t1-defaced_001.mnc" }, rule)).toContain(
      "_rec-defaced_run-2_T1w",
    );
    expect(stemOf({ file: "demo_300001_V1_t1_001_t1-defaced_002.mnc" }, rule)).toContain("_rec-defaced2_T1w");
  });

  it("keeps letters and digits of labels, whatever they hold", () => {
    expect(bidsLabel("V1-a_b")).toBe("V1ab");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (candidate, visit) => {
        expect(stemOf({ candidate, visit })).toMatch(
          /^sub-[0-9A-Za-z]*\/ses-[0-9A-Za-z]*\/anat\/sub-[0-9A-Za-z]*_ses-[0-9A-Za-z]*_T1w$/,
        );
      }),
    );
  });
});

describe("NameClashes", () => {
  const codes = (images: readonly PlannedImage[]): (string | undefined)[] => {
    const clashes = new NameClashes();
    const named = images.map((one) => [one, stockName(one, t1)] as const);
    for (const [one, name] of named) clashes.add(one, name);
    return named.map(([one, name]) => clashes.errorOf(one, name)?.code);
  };
  const unsafe = "data/unsafe-path";

  it("passes images of different names", () => {
    const images = [
      image(),
      image({ visit: "V2" }),
      image({ candidate: "300002" }),
      image({ file: "x_002.mnc" }),
    ];
    expect(codes(images)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it("refuses all images of two visits that would become one, and no others", () => {
    const images = [
      image({ visit: "V1_a" }),
      image({ visit: "V1a" }),
      image({ visit: "v1A" }),
      image({ visit: "V2" }),
    ];
    expect(codes(images)).toEqual([unsafe, unsafe, unsafe, undefined]);
  });

  it("refuses all images of two candidates that would become one", () => {
    expect(codes([image({ candidate: "30-1" }), image({ candidate: "301" }), image()])).toEqual([
      unsafe,
      unsafe,
      undefined,
    ]);
  });

  it("refuses both of two images that would get one name, whichever comes first", () => {
    const one = image({ file: "a_t1_001.mnc" });
    const other = image({ file: "b_t1w_001.mnc" });
    expect(codes([one, other])).toEqual([unsafe, unsafe]);
    expect(codes([other, one, image({ file: "c_002.mnc" })])).toEqual([unsafe, unsafe, undefined]);
  });

  it("refuses a label without a letter or digit", () => {
    expect(codes([image({ visit: "--" })])).toEqual([unsafe]);
    expect(codes([image({ candidate: "é" })])).toEqual([unsafe]);
  });

  it("never lets two images have one name, whatever the order", () => {
    const label = fc.string({ unit: fc.constantFrom("a", "A", "1", "-", "_"), minLength: 1, maxLength: 3 });
    const some = fc.array(fc.record({ candidate: label, visit: label, file: label }), { maxLength: 12 });
    fc.assert(
      fc.property(some, (parts) => {
        const unique = [...new Map(parts.map((part) => [JSON.stringify(part), image(part)])).values()];
        const clashes = new NameClashes();
        for (const one of unique) clashes.add(one, stockName(one, t1));
        const kept = unique.filter((one) => clashes.errorOf(one, stockName(one, t1)) === undefined);
        const stems = kept.map((one) => stockName(one, t1).stem.toLowerCase());
        expect(new Set(stems).size).toBe(stems.length);
      }),
    );
  });
});
