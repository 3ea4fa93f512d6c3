import { expect, it } from "vitest";
import * as surface from "../src/index.js";

it("exports exactly what it promises", () => {
  expect(Object.keys(surface).sort()).toEqual(["LorisClient", "dicomArchive", "parseScanTypeMapping"]);
});
