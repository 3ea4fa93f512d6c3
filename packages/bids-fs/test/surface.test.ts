import { expect, it } from "vitest";
import * as surface from "../src/index.js";

it("exports exactly this", () => {
  expect(Object.keys(surface).sort()).toEqual([
    "Dataset",
    "checkBidsName",
    "checkImage",
    "defaultPreferences",
    "entityFormat",
    "entityOrder",
    "formatBidsName",
    "openDataset",
    "parseBidsName",
    "readNiftiHeader",
    "readTsv",
  ]);
});
