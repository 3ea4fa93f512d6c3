import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { entityFormat, entityOrder } from "../../src/names/entity-table.js";
import { describeShared, sharedPath } from "../../../../tools/test-support/shared-data.js";

it("knows no entity twice and no unknown one", () => {
  expect(new Set(entityOrder).size).toBe(entityOrder.length);
  expect(entityFormat("run")).toBe("index");
  expect(entityFormat("acq")).toBe("label");
  expect(entityFormat("zz")).toBeUndefined();
  expect(entityFormat("constructor")).toBeUndefined();
});

describeShared("the entity table beside the BIDS schema extract", () => {
  const extract = (): { entityOrder: string[]; entityFormat: Record<string, string> } =>
    JSON.parse(readFileSync(sharedPath("bids_schema_extract.json"), "utf8")) as ReturnType<typeof extract>;

  it("has the same order", () => {
    expect([...entityOrder]).toEqual(extract().entityOrder);
  });

  it("has the same formats", () => {
    const ours = Object.fromEntries(entityOrder.map((key) => [key, entityFormat(key)]));
    expect(ours).toEqual(extract().entityFormat);
  });
});
