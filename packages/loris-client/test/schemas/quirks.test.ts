import { expect, it } from "vitest";
import { parseShape } from "../../src/http/parse-json.js";
import { candidateSchema } from "../../src/schemas/candidate.js";
import { dicomsSchema } from "../../src/schemas/dicom.js";
import { imageHeadersSchema } from "../../src/schemas/headers.js";
import { imageQcSchema, projectImageSchema } from "../../src/schemas/image.js";
import { projectDetailsSchema } from "../../src/schemas/project.js";
import { visitSchema } from "../../src/schemas/visit.js";
import { failsWith } from "../../../../tools/test-support/fails-with.js";

const image = {
  Candidate: 1552175122,
  PSCID: "MTL1",
  Visit: 1,
  ScanType: "t1",
  Link: "/candidates/1552175122/1/images/a.mnc",
};
const qc = { Meta: {}, QC: null, Selected: null };

it("makes texts of IDs, however PHP wrote them and however long they are", () => {
  const parsed = parseShape(projectImageSchema, image, "x");
  expect([parsed.candidate, parsed.visit]).toEqual(["1552175122", "1"]);
  expect(parseShape(candidateSchema, { CandID: 300001, PSCID: 12 }, "x")).toMatchObject({
    id: "300001",
    pscid: "12",
  });
});

it("reads “selected” as a boolean, a text, or nothing", () => {
  for (const [said, selected] of [
    ["true", true],
    ["false", false],
    [true, true],
    [false, false],
    [null, undefined],
    ["", undefined],
    ["0", false],
  ]) {
    expect(parseShape(projectImageSchema, { ...image, Selected: said }, "x").selected).toBe(selected);
    expect(parseShape(imageQcSchema, { ...qc, Selected: said }, "x").selected).toBe(selected);
  }
});

it("takes an empty PHP list for an empty object, and the other way round", () => {
  const visit = { Meta: { CandID: "1", Visit: "V1" } };
  expect(parseShape(visitSchema, { ...visit, Stages: [] }, "x").stages).toEqual({});
  expect(parseShape(visitSchema, visit, "x").stages).toEqual({});
  const details = { Meta: { Project: "P" }, Visits: { "0": "V1", "2": "V3" }, Candidates: [] };
  expect(parseShape(projectDetailsSchema, details, "x")).toMatchObject({
    visits: ["V1", "V3"],
    instruments: [],
  });
});

it("reads PREVENT-AD's empty list of archives", () => {
  expect(parseShape(dicomsSchema, { DicomTars: [[]] }, "x").DicomTars).toEqual([]);
  expect(parseShape(dicomsSchema, { DicomTars: [] }, "x").DicomTars).toEqual([]);
});

it("leaves out headers without a value, as PREVENT-AD writes them", () => {
  const headers = parseShape(
    imageHeadersSchema,
    {
      Physical: { TE: "0.003", TR: [], TI: null, SliceThickness: "" },
      Description: [],
      Dimensions: { XSpace: { Length: 160, StepSize: "1" }, TimeDimension: { Length: [], StepSize: [] } },
    },
    "x",
  );
  expect(headers).toMatchObject({
    physical: { TE: "0.003" },
    description: {},
    dimensions: { XSpace: { Length: "160", StepSize: "1" } },
    scanner: {},
  });
  expect(Object.keys(headers.dimensions)).toEqual(["XSpace"]);
});

it("keeps a caveat that says something, and leaves out the one that says nothing", () => {
  const nothing = { Severity: null, Header: null, Value: null, ValidRange: null, ValidRegex: null };
  const caveats = [nothing, { ...nothing, Severity: "1", Header: "TR" }];
  expect(parseShape(imageQcSchema, { ...qc, Caveats: caveats }, "x").caveats).toEqual([
    { severity: "1", header: "TR" },
  ]);
});

it("reads an image that the server knows no scan type of", () => {
  expect(parseShape(projectImageSchema, { ...image, ScanType: null }, "x").scanType).toBe("");
});

it("keeps fields that it does not know", () => {
  expect(parseShape(projectImageSchema, { ...image, New: { a: 1 } }, "x").fields["New"]).toEqual({ a: 1 });
});

it("names the call and the field that is missing, and no value", async () => {
  const { Link, ...rest } = image;
  expect(Link).toMatch(/a\.mnc/);
  const work = Promise.resolve().then(() => parseShape(projectImageSchema, rest, "the project's images"));
  const error = await failsWith(work, "remote/failed");
  expect(error.message).toMatch(/about the project's images .* the field Link does not fit/);
  expect(JSON.stringify(error.toJSON({ withSubject: true }))).not.toContain("MTL1");
});
