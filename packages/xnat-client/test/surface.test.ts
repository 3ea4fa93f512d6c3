import { expect, it } from "vitest";
import * as surface from "../src/index.js";

it("exports its client, and what plans a push or sends to a receiver without one", () => {
  expect(Object.keys(surface).sort()).toEqual(["XnatClient", "planPush", "readExclusions", "sendStudies"]);
});
