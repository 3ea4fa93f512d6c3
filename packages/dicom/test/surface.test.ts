import { expect, it } from "vitest";
import * as surface from "../src/index.js";

it("exports exactly what it promises", () => {
  expect(Object.keys(surface).sort()).toEqual([
    "echo",
    "matchSeries",
    "namingSchema",
    "patched",
    "readDataset",
    "readHeader",
    "readHeaderFromStream",
    "readNaming",
    "readParHeader",
    "scanFolder",
    "sendFiles",
    "sessionLabel",
    "subjectLabel",
  ]);
});
