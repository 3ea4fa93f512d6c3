import { expect } from "vitest";
import { experimentOf } from "../../src/schemas/experiment.js";
import { prearchiveSessionOf } from "../../src/schemas/prearchive-session.js";
import { projectOf } from "../../src/schemas/project.js";
import { resourceOf } from "../../src/schemas/resource.js";
import type { Row } from "../../src/schemas/row.js";
import { scanOf } from "../../src/schemas/scan.js";
import { subjectOf } from "../../src/schemas/subject.js";
import { xnatFileOf } from "../../src/schemas/xnat-file.js";
import { itRecorded, recordedBody } from "../helpers/recorded.js";

interface Table {
  readonly ResultSet: { readonly Result: readonly Row[] };
}

const rows = (file: string): readonly Row[] => (JSON.parse(recordedBody(file)) as Table).ResultSet.Result;

itRecorded("reads projects", () => {
  expect(rows("16-projects-json.txt").map(projectOf)).toMatchObject([
    { id: "P1", name: "P1", description: "d", uri: "/data/projects/P1" },
    { id: "P2", name: "Project One" },
    { id: "P3" },
  ]);
  expect(projectOf(rows("16-projects-json.txt")[1] ?? {})).not.toHaveProperty("description");
});

itRecorded("reads subjects, experiments and scans", () => {
  expect(rows("62-subjects-json.txt").map(subjectOf)).toMatchObject([
    { id: "XNAT_S00001", label: "S1", project: "P1", insertDate: "2026-11-21 00:18:36.485" },
  ]);
  expect(rows("65-expts-json.txt").map(experimentOf)).toMatchObject([
    { id: "XNAT_E00001", label: "E1", project: "P1", xsiType: "xnat:mrSessionData", date: "2020-01-02" },
  ]);
  expect(rows("69-scans-json.txt").map(scanOf)).toMatchObject([
    {
      id: "1",
      type: "T1w MPRAGE",
      seriesDescription: "t1",
      quality: "",
      uri: "/data/experiments/XNAT_E00001/scans/1",
    },
    { id: "2-MR1", type: "a/b", xsiType: "xnat:mrScanData" },
  ]);
});

itRecorded("reads resources of a scan and of a whole session, with numbers", () => {
  const [resource] = rows("71-resources-expt-all.txt").map(resourceOf);
  expect(resource).toMatchObject({
    id: "1",
    label: "DICOM",
    category: "scans",
    scanId: "1",
    fileCount: 8,
    sizeBytes: 15,
  });
});

itRecorded(
  "reads files: folders and names with escapes, as people know them and as the server spells them",
  () => {
    const files = rows("50-files-json.txt").map((row) => xnatFileOf(row, "1.6"));
    const named = files.map(({ path, stored }) => [path, stored]);
    expect(named).toContainEqual(["sub/dir/b.txt", "sub/dir/b.txt"]);
    expect(named).toContainEqual(["a b.txt", "a%20b.txt"]);
    expect(named).toContainEqual(["c+d.txt", "c+d.txt"]);
    expect(named).toContainEqual(["e#f.txt", "e%23f.txt"]);
    expect(named).toContainEqual(["g%h.txt", "g%25h.txt"]);
    expect(named).toContainEqual(["été.txt", "%C3%A9t%C3%A9.txt"]);
    expect(files[0]).toMatchObject({
      sizeBytes: 6,
      collection: "DICOM",
      format: "TXT",
      content: "C",
      tags: "x",
    });
    expect(files[0]).not.toHaveProperty("md5");
  },
);

itRecorded("reads the prearchive", () => {
  expect(rows("111-prearc-list.txt").map(prearchiveSessionOf)).toMatchObject([
    {
      project: "P1",
      subject: "SZ",
      name: "EZ",
      status: "RECEIVING",
      scanDate: "2016-02-03",
      uri: "/prearchive/projects/P1/20261121_001939962/EZ",
    },
  ]);
});
