import { expect, it } from "vitest";
import * as surface from "../src/index.js";

it("exports its client and nothing else", () => {
  expect(Object.keys(surface)).toEqual(["XnatClient"]);
});
