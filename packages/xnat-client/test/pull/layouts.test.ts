import { isScanferryError } from "@scanferry/transfer";
import { describe, expect, it } from "vitest";

import { chooseLayout } from "../../src/pull/layout/choose-layout.js";
import type { ResourcePlace } from "../../src/pull/plan/resource-place.js";

const scan = { id: "3-MR1", type: "T1w MPRAGE, 1mm/iso", description: "t1 mprage (sag)" };
const session = { subject: "007", session: "007_MR1", date: "2020-01-02" };
const place = (parts: Partial<ResourcePlace> = {}): ResourcePlace => ({
  path: "/data/experiments/XNAT_E00001/scans/3-MR1/resources/12",
  id: "P/007/007_MR1/3-MR1/DICOM",
  number: "12",
  resource: "DICOM",
  project: "P",
  origin: "XNAT_E00001/3-MR1/12",
  owners: { project: "P", resource: "DICOM" },
  renamed: { labels: [], scans: [] },
  ...parts,
});

describe("a layout", () => {
  it.each<[layout: string | undefined, parts: Partial<ResourcePlace>, file: string, archive: string]>([
    [
      undefined,
      { ...session, scan },
      "007/007_MR1/scans/3-MR1-T1w_MPRAGE__1mm_iso/resources/DICOM/files/a/1.dcm",
      "007/007_MR1/scans/3-MR1-T1w_MPRAGE__1mm_iso/resources/DICOM.zip",
    ],
    [
      "xnat",
      { ...session, scan: { ...scan, type: "" } },
      "007/007_MR1/scans/3-MR1/resources/DICOM/files/a/1.dcm",
      "007/007_MR1/scans/3-MR1/resources/DICOM.zip",
    ],
    ["xnat", session, "007/007_MR1/resources/DICOM/files/a/1.dcm", "007/007_MR1/resources/DICOM.zip"],
    ["xnat", { subject: "007" }, "007/resources/DICOM/files/a/1.dcm", "007/resources/DICOM.zip"],
    ["xnat", {}, "resources/DICOM/files/a/1.dcm", "resources/DICOM.zip"],
    [
      "subject/session/series",
      { ...session, scan },
      "007/007_MR1/3-MR1-T1w_MPRAGE__1mm_iso/a/1.dcm",
      "007/007_MR1/3-MR1-T1w_MPRAGE__1mm_iso/DICOM.zip",
    ],
    [
      "subject/session/series",
      session,
      "007/007_MR1/resources/DICOM/a/1.dcm",
      "007/007_MR1/resources/DICOM.zip",
    ],
    [
      "{subject}_{session}/{scan}-{type}",
      { ...session, scan },
      "007_007_MR1/3-MR1-T1w_MPRAGE__1mm_iso/a/1.dcm",
      "007_007_MR1/3-MR1-T1w_MPRAGE__1mm_iso/DICOM.zip",
    ],
    [
      "{project}/{date}/{description}/{resource}/{path}",
      { ...session, scan },
      "P/2020-01-02/t1_mprage__sag_/DICOM/a/1.dcm",
      "P/2020-01-02/t1_mprage__sag_/DICOM/DICOM.zip",
    ],
    [
      "{date}/{scan}",
      { subject: "7", session: "e", scan },
      "unknown/3-MR1/a/1.dcm",
      "unknown/3-MR1/DICOM.zip",
    ],
    ["{subject}/{scan}", { subject: "007" }, "007/resources/DICOM/a/1.dcm", "007/resources/DICOM.zip"],
  ])("%s puts a file and an archive in their places", (layout, parts, file, archive) => {
    const chosen = chooseLayout(layout);
    expect(chosen.file(place(parts), "a/1.dcm")).toBe(file);
    expect(chosen.archive(place(parts))).toBe(archive);
    expect(file.startsWith(chosen.folder(place(parts)))).toBe(true);
  });

  it("lets no label lead out of the folder, or name a device of Windows", () => {
    const hostile = {
      subject: "..",
      session: "a/../../b",
      scan: { ...scan, id: "con" },
      resource: "x\u0000:y.",
    };
    for (const layout of ["xnat", "subject/session/series", "{subject}/{session}/{scan}/{resource}"])
      expect(chooseLayout(layout).file(place(hostile), "1.dcm").split("/")).not.toContain("..");
    expect(chooseLayout("{scan}/{resource}").folder(place(hostile))).toBe("_con/x__y_");
  });

  it.each([
    "bids",
    "{patient}/{scan}",
    "/{subject}",
    "{subject}//x",
    "{subject}/../x",
    "{subject}/{",
    "{path}/{subject}",
    "a\\{subject}",
  ])("is refused where it cannot be one: %s", (layout) => {
    let caught: unknown;
    try {
      chooseLayout(layout);
    } catch (error) {
      caught = error;
    }
    expect(isScanferryError(caught, "input/invalid")).toBe(true);
  });
});
