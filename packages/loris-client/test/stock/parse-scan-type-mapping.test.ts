import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isScanferryError } from "@scanferry/transfer";
import { parseScanTypeMapping } from "../../src/pull/stock/parse-scan-type-mapping.js";

describe("parseScanTypeMapping", () => {
  it("reads all forms of a rule", () => {
    expect(
      parseScanTypeMapping({
        t1: "anat/T1w",
        dwi25: { bids: "dwi/dwi", entities: { acq: "25" } },
        scout: null,
        phantom: { skip: "it is a phantom" },
      }),
    ).toEqual({
      t1: { bids: "anat/T1w" },
      dwi25: { bids: "dwi/dwi", entities: { acq: "25" } },
      scout: { skip: "left out by the mapping" },
      phantom: { skip: "it is a phantom" },
    });
    expect(parseScanTypeMapping({})).toEqual({});
  });

  it.each([
    [[], "must be a JSON object"],
    ["t1", "must be a JSON object"],
    [null, "must be a JSON object"],
    [{ t1: 3 }, "unknown form"],
    [{ t1: { bids: "anat/T1w", entitys: {} } }, "unknown form"],
    [{ t1: { bids: "anat/T1w", entities: { acq: 25 } } }, "unknown form"],
    [{ t1: "T1w" }, "datatype/suffix"],
    [{ t1: "anat/T1w/x" }, "datatype/suffix"],
    [{ t1: "anatomy/T1w" }, "“anatomy” is no datatype; there are anat, "],
    [{ t1: "__proto__/T1w" }, "is no datatype"],
    [{ t1: "anat/t1w" }, "anat has no suffix “t1w”; it has T1w, "],
    [{ f: "func/bold" }, "needs the entity task"],
    [{ f: "fmap/epi" }, "needs the entity dir"],
    [{ m: "anat/MP2RAGE" }, "needs the entity inv"],
    [{ t1: { bids: "anat/T1w", entities: { run: "1" } } }, "number at the end"],
    [{ t1: { bids: "anat/T1w", entities: { sub: "1" } } }, "comes from the server"],
    [{ t1: { bids: "anat/T1w", entities: { foo: "1" } } }, "takes no entity “foo”"],
    [{ t1: { bids: "anat/T1w", entities: { dir: "AP" } } }, "takes no entity “dir”"],
    [{ t1: { bids: "anat/T1w", entities: { acq: "a-b" } } }, "“a-b” cannot be the value of acq"],
    [{ t1: { bids: "anat/T1w", entities: { acq: "../x" } } }, "cannot be the value of acq"],
    [{ t1: "anat/T1w", T1: "anat/T2w" }, "twice"],
    [{ t1: { skip: " " } }, "reason"],
  ])("refuses %j", (mapping, message) => {
    expect(() => parseScanTypeMapping(mapping)).toThrow(
      expect.objectContaining({ code: "input/invalid", message: expect.stringContaining(message) }),
    );
  });

  it("never fails otherwise, whatever it is given", () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.dictionary(fc.string(), fc.anything())), (value) => {
        try {
          parseScanTypeMapping(value);
        } catch (error) {
          expect(isScanferryError(error, "input/invalid")).toBe(true);
        }
      }),
    );
  });
});
