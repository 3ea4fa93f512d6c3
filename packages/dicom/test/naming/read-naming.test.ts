import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readNaming, sessionLabel, subjectLabel } from "../../src/index.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scanferry-naming-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function naming(text: string, name = "naming.yaml"): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

const example = `
# The example of the guide.
subject: "{patientId}"
session: "{sessionFolder}_{studyDate}"
series:
  - match: { description: "*mprage*" }
    scanType: T1w
    bids: anat/T1w
    entities: { acq: mprage, run: 01 }
  - match:
      number: 3
      imageType: "*MOSAIC*"
    resource: BOLD
  - match: { description: "*scout*" }
    skip: localizer
`;

describe("readNaming", () => {
  it("reads templates and rules, each with the line it stands on", async () => {
    const rules = await readNaming(await naming(example));
    expect(rules).toEqual({
      subject: "{patientId}",
      session: "{sessionFolder}_{studyDate}",
      series: [
        {
          rule: 1,
          line: 6,
          match: { description: "*mprage*" },
          scanType: "T1w",
          bids: "anat/T1w",
          entities: { acq: "mprage", run: "01" },
        },
        { rule: 2, line: 10, match: { number: "3", imageType: "*MOSAIC*" }, resource: "BOLD" },
        { rule: 3, line: 14, match: { description: "*scout*" }, skip: "localizer" },
      ],
    });
  });

  it("reads the same from JSON", async () => {
    const json = { series: [{ match: { number: 3 }, bids: "func/bold", entities: { run: 1 } }] };
    const rules = await readNaming(await naming(JSON.stringify(json, null, 2), "naming.json"));
    expect(rules.series).toEqual([
      { rule: 1, line: 3, match: { number: "3" }, bids: "func/bold", entities: { run: "1" } },
    ]);
  });

  it.each([
    [
      "an unknown field",
      "series:\n  - match: { desciption: a }\n    skip: b\n",
      2,
      /series 1 match.*"desciption"/,
    ],
    ["an unknown section", "subjekt: a\nseries: []\n", 1, /"subjekt"/],
    [
      "a rule without a deed",
      "series:\n  - match: { protocol: a }\n    skip: b\n  - match: { protocol: a }\n",
      4,
      /what to do/,
    ],
    ["a match without a field", "series:\n  - skip: b\n    match: {}\n", 3, /at least one field/],
    [
      "a rule that skips and names",
      "series:\n  - match: { file: a }\n    skip: b\n    bids: anat/T1w\n",
      2,
      /nothing else/,
    ],
    [
      "a BIDS name without a datatype",
      "series:\n  - match: { file: a }\n    bids: T1w\n",
      3,
      /datatype\/suffix/,
    ],
    [
      "an entity with a dash",
      "series:\n  - match: { file: a }\n    entities:\n      acq: a-b\n",
      4,
      /letters and digits/,
    ],
    ["a placeholder that nothing fills", 'series: []\nsubject: "{patient}"\n', 2, /\{patientId\}/],
    ["a template that is not quoted", "subject: {patientId}\n", 1, /"patientId"/],
    ["a table without a value", "subject:\n  from: a.csv\n  key: patientId\n", 2, /subject value/],
    ["a table by a key that is none", "subject:\n  from: a.csv\n  key: name\n  value: b\n", 3, /subject key/],
    [
      "a pattern that is not quoted",
      "series:\n  - match: { description: *mprage }\n    skip: a\n",
      2,
      /is quoted/,
    ],
    ["a field twice", "session: a\nsession: b\n", 2, /unique/],
    ["a broken line", "series:\n  - match: {\n", 3, /./],
    ["a list at the top", "- a\n", 1, /expected object/],
    ["an empty file", "", 1, /./],
  ])("names line and place of %s", async (_, text, line, message) => {
    const path = await naming(text, "wrong.yaml");
    const error: unknown = await readNaming(path).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "input/invalid", details: { line }, subject: path });
    expect(error).toHaveProperty("message", expect.stringMatching(message));
    expect(error).toHaveProperty("message", expect.not.stringContaining(folder));
  });

  it("refuses aliases that multiply instead of filling the memory", async () => {
    const levels = Array.from(
      { length: 12 },
      (_, at) => `a${String(at + 1)}: &a${String(at + 1)} [${`*a${String(at)},`.repeat(10)}]`,
    );
    const path = await naming(["a0: &a0 [x]", ...levels].join("\n"), "bomb.yaml");
    await expect(readNaming(path)).rejects.toMatchObject({ code: "input/invalid" });
  });

  it("says that a file is not there", async () => {
    await expect(readNaming(join(folder, "none.yaml"))).rejects.toMatchObject({ code: "local/not-found" });
  });
});

describe("labels", () => {
  const facts = { patientId: "007", subjectFolder: "Bond", sessionFolder: "pre", studyDate: "20240131" };

  it("fills templates, and gives none where a part is missing", async () => {
    const rules = await readNaming(await naming(example));
    expect(subjectLabel(rules, facts)).toBe("007");
    expect(sessionLabel(rules, facts)).toBe("pre_20240131");
    expect(sessionLabel(rules, { ...facts, studyDate: "" })).toBeUndefined();
    expect(sessionLabel({ series: [] }, facts)).toBeUndefined();
  });

  it("looks labels up in a table beside the naming file, where 007 is not 7", async () => {
    await naming("\uFEFFpatient_id;participant;note\r\n007;S01;a\r\n7;S02\r\n\r\n8;S03;b", "subjects.csv");
    const rules = await readNaming(
      await naming("subject: { from: subjects.csv, key: patientId, value: Participant }"),
    );
    expect(["007", "7", "8", "9"].map((patientId) => subjectLabel(rules, { patientId }))).toEqual([
      "S01",
      "S02",
      "S03",
      undefined,
    ]);
  });

  it("takes the key from a column of another name", async () => {
    await naming("MRN,participant\n007,S01\n", "subjects.csv");
    const rules = await readNaming(
      await naming("subject: { from: subjects.csv, key: patientId, column: MRN, value: participant }"),
    );
    expect(subjectLabel(rules, facts)).toBe("S01");
  });

  it.each([
    ["a key that stands there twice", "patientId,participant\n1,S1\n2,S2\n1,S1\n", { row: 4 }],
    ["a row without a label", "patientId,participant\n1,S1\n2\n", { row: 3 }],
    ["a row without a key", "patientId,participant\n,S1\n", { row: 2 }],
    ["no column of that name", "id,participant\n1,S1\n", undefined],
  ])("refuses a table with %s", async (_, table, details) => {
    await naming(table, "subjects.csv");
    const rules = readNaming(
      await naming("subject: { from: subjects.csv, key: patientId, value: participant }"),
    );
    const error: unknown = await rules.catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "input/invalid", details });
    expect(error).toHaveProperty("message", expect.not.stringMatching(/S1|S2/));
  });
});
