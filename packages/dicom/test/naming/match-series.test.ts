import { expect, it } from "vitest";
import { matchSeries } from "../../src/index.js";
import type { SeriesFacts, SeriesMatch } from "../../src/index.js";

const mprage: SeriesFacts = {
  description: "T1_MPRAGE_sag",
  protocol: "t1 mprage",
  modality: "MR",
  imageType: ["ORIGINAL", "PRIMARY", "M", "ND"],
  number: 12,
  file: "raw/Ünal_1.PAR",
};

const ruleOf = (match: SeriesMatch, rule = 1) => ({ rule, line: rule, match, skip: "x" });

it.each<[SeriesMatch, boolean]>([
  [{ description: "*mprage*" }, true],
  [{ description: "mprage" }, false],
  [{ description: "t?_*", protocol: "T1*" }, true],
  [{ description: "*mprage*", protocol: "t2*" }, false],
  [{ modality: "mr", number: "1?" }, true],
  [{ number: "1" }, false],
  [{ number: "012" }, true],
  [{ imageType: "nd" }, true],
  [{ imageType: "original*\\m\\*" }, true],
  [{ imageType: "DERIVED" }, false],
  [{ file: "ünal*.par" }, true],
  [{ file: "raw*" }, false],
])("a series is matched by %j: %s", (match, matches) => {
  const { rule } = matchSeries({ series: [ruleOf(match)] }, mprage);
  expect(rule !== undefined).toBe(matches);
});

it("takes the first rule that matches and tells the others", () => {
  const series = [{ description: "*t2*" }, { protocol: "*" }, { modality: "CT" }, { modality: "*" }];
  const { rule, also } = matchSeries({ series: series.map((match, at) => ruleOf(match, at + 1)) }, mprage);
  expect([rule?.rule, also.map((one) => one.rule)]).toEqual([2, [4]]);
});

it("finds none where a field that is asked for is missing", () => {
  const { modality, description, protocol } = mprage;
  const facts = { modality, description, protocol, imageType: [] };
  const rules = { series: [ruleOf({ number: "*" }), ruleOf({ file: "*" }), ruleOf({ imageType: "?*" })] };
  expect(matchSeries(rules, facts)).toEqual({ also: [] });
});
