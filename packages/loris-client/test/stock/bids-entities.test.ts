import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { bidsStem, entityFormats, isEntityValue } from "../../src/pull/stock/bids-entities.js";
import { suffixesOf } from "../../src/pull/stock/datatypes.js";
import { describeShared, sharedPath } from "../../../../tools/test-support/shared-data.js";

const extract = z.object({
  entityOrder: z.array(z.string()),
  entityFormat: z.record(z.string(), z.string()),
  anatSuffixes: z.record(z.string(), z.array(z.string())),
});

describeShared("the tables of BIDS", () => {
  const schema = (): z.infer<typeof extract> =>
    extract.parse(JSON.parse(readFileSync(sharedPath("bids_schema_extract.json"), "utf8")));

  it("hold the entities in the schema's order and formats", () => {
    const { entityOrder, entityFormat } = schema();
    const ours = Object.keys(entityFormats);
    expect(ours).toEqual(entityOrder.filter((key) => ours.includes(key)));
    for (const [key, format] of Object.entries(entityFormats)) expect(format, key).toBe(entityFormat[key]);
  });

  it("hold exactly the schema's suffixes of anat", () => {
    expect([...suffixesOf("anat")].sort()).toEqual(Object.values(schema().anatSuffixes).flat().sort());
  });
});

describe("bidsStem", () => {
  it("writes entities in the order of BIDS, whatever order they come in", () => {
    expect(bidsStem({ run: "2", task: "rest", ses: "V1", sub: "300001", acq: "a" }, "bold")).toBe(
      "sub-300001_ses-V1_task-rest_acq-a_run-2_bold",
    );
  });
});

describe("isEntityValue", () => {
  it("takes letters and digits for labels, digits for indices, and nothing else", () => {
    expect(isEntityValue("acq", "25a+B")).toBe(true);
    expect(isEntityValue("run", "02")).toBe(true);
    for (const value of ["", "a-b", "a_b", "é", "a b", "../x"])
      expect(isEntityValue("acq", value)).toBe(false);
    expect(isEntityValue("inv", "a")).toBe(false);
  });
});
