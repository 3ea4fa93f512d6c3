import { expect } from "vitest";
import { parseShape } from "../../src/http/parse-json.js";
import { bidsFilesSchema, visitSchema, sessionQcSchema } from "../../src/schemas/visit.js";
import { bidsImageSchema, bidsSessionSchema } from "../../src/schemas/bids.js";
import { candidateDetailsSchema, candidateSchema } from "../../src/schemas/candidate.js";
import { dicomsSchema } from "../../src/schemas/dicom.js";
import { fullHeadersSchema, imageHeadersSchema } from "../../src/schemas/headers.js";
import { imageQcSchema, projectImageSchema, visitImagesSchema } from "../../src/schemas/image.js";
import { projectOf } from "../../src/schemas/project.js";
import { recordingSchema, visitRecordingsSchema } from "../../src/schemas/recording.js";
import { itRecorded, recorded } from "../helpers/recorded.js";

const list = (file: string, name: string): unknown[] =>
  (recorded(file) as Record<string, unknown[]>)[name] ?? [];
const what = "the recording";

for (const version of ["v0.0.3", "v0.0.4-dev"]) {
  const file = (name: string): string => `v28/${version}-${name}.json`;

  itRecorded(`reads what LORIS 28 says at ${version}`, () => {
    for (const [name, value] of Object.entries(
      (recorded(file("projects")) as { Projects: object }).Projects,
    )) {
      expect(parseShape(projectOf(name), value, what)).toMatchObject({ name, useEdc: false });
    }
    const candidate = parseShape(candidateDetailsSchema, recorded(file("candidate")), what);
    expect(candidate).toMatchObject({
      id: "587630",
      pscid: "DCC090",
      sex: "Male",
      visits: ["V1", "V2", "V3"],
    });
    expect(candidate.fields["EDC"]).toBe("2016-06-21");
    const visit = parseShape(visitSchema, recorded(file("visit")), what);
    expect(visit).toMatchObject({ candidate: "587630", label: "V1", cohort: "Stale" });
    expect(visit.stages["Visit"]).toEqual({ date: "2018-04-20", status: "In Progress" });
    const images = list(file("project-images"), "Images").map((one) =>
      parseShape(projectImageSchema, one, what),
    );
    expect(images.length).toBeGreaterThan(1);
    for (const image of images) expect([true, false, undefined]).toContain(image.selected);
    expect(images[0]).toMatchObject({
      scanType: "t1",
      selected: true,
      insertTime: "2019-05-23T22:26:27+00:00",
    });
    const [file0] = parseShape(visitImagesSchema, recorded(file("visit-images")), what).Files;
    expect(file0).toMatchObject({ outputType: "native", scanType: "t1" });
    expect(file0?.isPhantom).toBe(version === "v0.0.3" ? undefined : false);
    expect(parseShape(imageQcSchema, recorded(file("qc")), what)).toMatchObject({
      qc: "Pass",
      selected: true,
      caveats: [],
    });
    expect(parseShape(sessionQcSchema, recorded(file("qc-imaging")), what)).toMatchObject({ pending: false });
    const headers = parseShape(imageHeadersSchema, recorded(file("headers")), what);
    expect(headers.dimensions["XSpace"]).toEqual({ Length: "160", StepSize: "1" });
    const full = parseShape(fullHeadersSchema, recorded(file("headers-full")), what);
    expect(full["acquisition:series_description"]).toBe("t1 série é");
    const [tar] = parseShape(dicomsSchema, recorded(file("dicoms")), what).DicomTars;
    expect(tar?.series[0]).toMatchObject({ number: "2", modality: "MR" });
    expect(tar?.patientName).toBe(version === "v0.0.3" ? undefined : "DCC_587630_V1");
    for (const one of list(file("recordings"), "Recordings")) {
      expect(parseShape(recordingSchema, one, what).link).toMatch(/^\/candidates\/\d+\/V1\/recordings\/sub-/);
    }
    expect(
      parseShape(visitRecordingsSchema, recorded(file("visit-recordings")), what).Files[0]?.modality,
    ).toBe("eeg");
  });
}

itRecorded("reads what PREVENT-AD says", () => {
  const candidate = parseShape(candidateDetailsSchema, recorded("preventad/candidate.json"), what);
  expect(candidate).toMatchObject({ id: "1000212", sex: "Female", visits: ["PREBL00", "PREFU12"] });
  expect("project" in candidate).toBe(false);
  for (const one of list("preventad/candidates.json", "Candidates")) {
    expect(parseShape(candidateSchema, one, what).fields["Language"]).toEqual(expect.any(String));
  }
  const visit = parseShape(visitSchema, recorded("preventad/visit.json"), what);
  expect(visit).toMatchObject({ cohort: "Control", fields: { Age_at_MRI: "768" } });
  const images = list("preventad/project-images.json", "Images").map((one) =>
    parseShape(projectImageSchema, one, what),
  );
  expect(images[0]).toMatchObject({ scanType: "t1w", site: "Data Coordinating Center" });
  expect("qcStatus" in (images[0] ?? {})).toBe(false);
  expect(parseShape(visitImagesSchema, recorded("preventad/images.json"), what).Files.length).toBeGreaterThan(
    3,
  );
  expect(parseShape(imageQcSchema, recorded("preventad/qc.json"), what).caveats).toEqual([]);
  expect(parseShape(bidsFilesSchema, recorded("preventad/bidsfiles.json"), what).Files.TsvLink).toMatch(
    /_scans\.tsv$/,
  );
  const bids = list("preventad/bids.json", "Images").map((one) => parseShape(bidsImageSchema, one, what));
  for (const image of bids) expect(image.bvalLink !== undefined).toBe(image.subfolder === "dwi");
  expect(bids.some(({ eventLink }) => eventLink?.endsWith("_bold_events.txt"))).toBe(true);
  for (const one of list("preventad/bids.json", "SessionFiles")) {
    expect(parseShape(bidsSessionSchema, one, what).tsvLink).toMatch(/_scans\.tsv$/);
  }
});
