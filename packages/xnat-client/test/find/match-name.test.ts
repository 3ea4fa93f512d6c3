import { expect, it } from "vitest";

import { prearchiveAdvice, unassignedAdvice } from "../../src/find/advice.js";
import { nameMatcher } from "../../src/find/match-name.js";

it("tells the same name from one that differs in capitals or zeros and from one that holds it", () => {
  const matches = nameMatcher("S01");
  expect(matches(["S01"])).toBe("exact");
  expect(matches(["s01"])).toBe("alike");
  expect(nameMatcher("7")(["007"])).toBe("alike");
  expect(matches(["xs01_MR1"])).toBe("part");
  expect(matches(["S1", "", undefined])).toBeUndefined();
  expect(matches(["xS01", "S01", "s01"])).toBe("exact");
});

it("finds an ID by the whole of it alone, because its parts are not the person's name", () => {
  const matches = nameMatcher("001");
  expect(matches(["S4"], ["XNAT_E00012"])).toBeUndefined();
  expect(matches(["S0014"], ["XNAT_E00012"])).toBe("part");
  expect(nameMatcher("xnat_e00012")(["S4"], ["XNAT_E00012"])).toBe("alike");
  expect(nameMatcher("XNAT_E00012")(["XNAT_E00012b"], ["XNAT_E00012"])).toBe("exact");
});

it.each([
  ["READY", "archive it"],
  ["CONFLICT", "compare"],
  ["ERROR", "log"],
  ["RECEIVING", "still being received"],
  ["RECEIVING_INTERRUPT", "still being received"],
  ["_RECEIVING", "still being received"],
  ["BUILDING", "putting it together"],
  ["QUEUED_BUILDING", "putting it together"],
  ["_BUILDING", "putting it together"],
  ["ARCHIVING", "moving it"],
  ["QUEUED_MOVING", "moving it"],
  ["SEPARATING", "moving it"],
  ["QUEUED_DELETING", "being deleted"],
  ["SOMETHING_NEW", "status"],
])("says what to do with a session in the state %s", (status, words) => {
  expect(prearchiveAdvice("exact", status)).toContain(words);
  expect(prearchiveAdvice("part", status)).toContain("same person");
  expect(unassignedAdvice("exact", status)).toContain("administrator");
});
