import { describe, expect, it } from "vitest";

import type { Experiment } from "../../src/schemas/experiment.js";
import { judgeSession, sessionCriteria } from "../../src/select/session-criteria.js";
import type { SessionFilter } from "../../src/select/session-filter.js";
import { serverFilter } from "../../src/select/server-filter.js";

const session: Experiment = {
  id: "XNAT_E00001",
  label: "S1_MR1",
  project: "P",
  xsiType: "xnat:mrSessionData",
  date: "2020-01-02",
  insertDate: "2026-11-21 00:18:39.88",
  uri: "/data/experiments/XNAT_E00001",
  fields: {},
};
const judge = (filter: SessionFilter, changes: Partial<Experiment> = {}, named = false) =>
  judgeSession(sessionCriteria(filter), { ...session, ...changes }, named);

describe("judgeSession", () => {
  it("takes imaging sessions of every kind by default, and tells of what is none", () => {
    expect(judge({})).toBe("wanted");
    expect(judge({}, { xsiType: "xnat:petmrSessionData" })).toBe("wanted");
    expect(judge({}, { xsiType: "site:fooSessionData" })).toBe("wanted");
    expect(judge({}, { xsiType: "xnat:subjectVariablesData" })).toBe("not-imaging");
    expect(judge({}, { xsiType: "xnat:subjectVariablesData" }, true)).toBe("wanted");
  });

  it("takes the kinds that are asked for, full types among them", () => {
    expect(judge({ modalities: ["mr"] })).toBe("wanted");
    expect(judge({ modalities: ["PET", "MR"] })).toBe("wanted");
    expect(judge({ modalities: ["PET"] })).toBe("other");
    expect(judge({ modalities: [] })).toBe("other");
    expect(judge({ modalities: ["XNAT:MRSESSIONDATA"] })).toBe("wanted");
    const form = { xsiType: "site:formData" };
    expect(judge({ modalities: ["site:formData"] }, form)).toBe("wanted");
    expect(judge({ modalities: ["MR"] }, form)).toBe("other");
  });

  it("takes a session whose kind the server does not tell", () => {
    expect(judge({}, { xsiType: "" })).toBe("wanted");
    expect(judge({ modalities: ["MR"] }, { xsiType: "" })).toBe("wanted");
    expect(judge({ modalities: [] }, { xsiType: "" })).toBe("other");
  });

  it("compares the day of arrival, the day itself included, whatever the hour", () => {
    const since = (day: string) => judge({ since: new Date(day) });
    expect(since("2026-11-20")).toBe("wanted");
    expect(since("2026-11-21T23:59:59Z")).toBe("wanted");
    expect(since("2026-11-22")).toBe("other");
    expect(judge({ since: new Date("2030-01-01") }, { insertDate: undefined })).toBe("wanted");
    expect(judge({ since: new Date("2030-01-01") }, { insertDate: "11/21/2026" })).toBe("wanted");
  });

  it("compares the day of the scan, both ends included", () => {
    const within = (from: string | undefined, to: string | undefined) =>
      judge({
        date: {
          ...(from === undefined ? {} : { from: new Date(from) }),
          ...(to === undefined ? {} : { to: new Date(to) }),
        },
      });
    expect(within("2020-01-02", "2020-01-02")).toBe("wanted");
    expect(within(undefined, "2020-01-01")).toBe("other");
    expect(within("2020-01-03", undefined)).toBe("other");
    expect(within(undefined, undefined)).toBe("wanted");
    const range = { date: { from: new Date("2020-01-01") } };
    expect(judge(range, { date: undefined })).toBe("no-date");
    expect(judge(range, { date: "2020-01-02 00:00:00.0" })).toBe("wanted");
  });

  it.each<[string, SessionFilter, string]>([
    ["an unknown modality", { modalities: ["MRI", "MR"] }, "PETMR"],
    ["a range that ends before it begins", { date: { from: new Date(1e12), to: new Date(0) } }, "earlier"],
    ["a date that is none", { since: new Date("nonsense") }, "valid date"],
  ])("refuses %s", (_, filter, hint) => {
    expect(() => sessionCriteria(filter)).toThrow(
      expect.objectContaining({ code: "input/invalid", hint: expect.stringContaining(hint) as string }),
    );
  });
});

describe("serverFilter", () => {
  const ask = (line: "1.6" | "1.7+", filter: SessionFilter) =>
    serverFilter({ version: { line, text: line } }, sessionCriteria(filter), filter.sessions);
  const date = { from: new Date("2020-01-02"), to: new Date("2020-03-04") };

  it("asks only for what the version obeys", () => {
    expect(ask("1.6", { modalities: ["MR"], date })).toEqual({ xsiType: "xnat:mrSessionData" });
    // A range of days would hide the sessions without a date, which are to be told.
    expect(ask("1.7+", { modalities: ["MR"], date })).toEqual({ xsiType: "xnat:mrSessionData" });
    expect(ask("1.7+", { modalities: ["MR", "PET"], date: { from: date.from } })).toEqual({});
    expect(ask("1.6", { sessions: ["a"] })).toEqual({});
    expect(ask("1.7+", { sessions: ["a", "b-1"] })).toEqual({ label: "a,b-1" });
  });

  it.each([
    [["a*"]],
    [["a,b"]],
    [["a%"]],
    [["XNAT_E00001"]],
    [[]],
    [Array.from({ length: 51 }, (_, index) => `S${index}`)],
  ])("sends no labels that the server may read otherwise: %j", (sessions) => {
    expect(ask("1.7+", { sessions })).toEqual({});
  });

  it("never hides sessions that are looked for by name behind another filter", () => {
    expect(ask("1.7+", { sessions: ["a"], modalities: ["MR"], date })).toEqual({ label: "a" });
  });
});
