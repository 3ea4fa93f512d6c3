import { expect, it } from "vitest";
import * as sandbox from "../src/index.js";

it("exports exactly these names", () => {
  expect(Object.keys(sandbox).sort()).toEqual([
    "FaultList",
    "LorisState",
    "NextcloudState",
    "RequestLog",
    "SandboxClock",
    "XnatState",
    "startSandbox",
    "writePhantomDataset",
    "writePhantomStudy",
  ]);
});
