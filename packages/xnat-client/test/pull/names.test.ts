import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { diskPath } from "../../src/pull/names/disk-path.js";
import { NameTable } from "../../src/pull/names/name-table.js";
import { pathInZip } from "../../src/pull/names/path-in-zip.js";
import { isRenamed, mayBeRenamed } from "../../src/pull/names/renaming.js";
import { labelled } from "../../src/pull/plan/labelled.js";
import { resourceOf } from "../../src/schemas/resource.js";

/** The names of files that 1.6 lists under these. */
function chosen(...stored: string[]): string[] {
  const table = new NameTable();
  const files = stored
    .map((name) => ({ stored: name, path: decodeURIComponent(name) }))
    .filter((file) => table.see(file));
  return files.map((file) => table.choose(file));
}

describe("names of files", () => {
  it("are decoded where XNAT 1.6 kept them as they were sent, once", () => {
    expect(chosen("a%20b.txt", "c+d.txt", "%C3%A9t%C3%A9.txt", "g%2520h.txt", "sub/e%23f.txt")).toEqual([
      "a b.txt",
      "c+d.txt",
      "été.txt",
      "g%20h.txt",
      "sub/e#f.txt",
    ]);
  });

  it("stay as they are where two would become one, or where a kept name is another's decoded one", () => {
    expect(chosen("a%20b", "a b")).toEqual(["a%20b", "a b"]);
    expect(chosen("a%2Bb", "a+b", "a%252Bb")).toEqual(["a%2Bb", "a+b", "a%252Bb"]);
    expect(new Set(chosen("%41", "%2541", "%252541")).size).toBe(3);
  });

  it("are different ones, whatever is listed", () => {
    const names = fc.array(fc.stringMatching(/^(?:[ab]|%(?:25|41|61|20)| ){1,4}$/), { maxLength: 8 });
    fc.assert(
      fc.property(names, (stored) => {
        const found = chosen(...stored);
        expect(new Set(found).size).toBe(new Set(stored).size);
      }),
    );
  });

  it("make no folders that the server does not have", () => {
    expect(chosen("a%2Fb", "..%2F..%2Fetc")).toEqual(["a%2Fb", "..%2F..%2Fetc"]);
  });

  it("are taken once where a catalog lists a file twice", () => {
    expect(chosen("a.dcm", "b.dcm", "a.dcm")).toEqual(["a.dcm", "b.dcm"]);
  });

  it("are safe on every disk", () => {
    expect(diskPath("a//b: c/../aux/é?.dcm")).toBe("a/b_ c/__/_aux/é_.dcm");
  });
});

describe("an entry of a resource's zip", () => {
  it.each([
    ["S1_MR1/scans/3-T1w/resources/DICOM/files/sub/1.dcm", "3", "sub/1.dcm"],
    ["S1_MR1/scans/3-MR1-T1w/resources/DICOM/files/1.dcm", "3-MR1", "1.dcm"],
    ["S1_MR1/scans/3/resources/DICOM/files/1.dcm", "3", "1.dcm"],
    ["S1_MR1/scans/31-T1w/resources/DICOM/files/1.dcm", "3", undefined],
    ["S1_MR1/resources/DICOM/files/1.dcm", "3", undefined],
    ["S1_MR1/resources/QC/files/resources/x/files/1.txt", undefined, "resources/x/files/1.txt"],
    ["P/resources/QC/files/1 b.txt", undefined, "1 b.txt"],
    ["P/resources/QC/files/", undefined, undefined],
    ["1.dcm", undefined, undefined],
  ])("%s of scan %s has its path below the resource", (entry, id, path) => {
    const scan = id === undefined ? {} : { scan: { id, type: "", description: "" } };
    expect(pathInZip(scan, entry)).toBe(path);
  });

  it("proves nothing by its name where the server may have replaced a part of it", () => {
    const renamed = { labels: [{ id: "XNAT_E00001", label: "S1_MR1" }], scans: ["3", "4-MR1"] };
    for (const path of ["XNAT_E00001.txt", "a/3/1.dcm", "4-MR1/1.dcm", "x/pre_XNAT_E00001/y"])
      expect([path, isRenamed(path, renamed)]).toEqual([path, true]);
    for (const path of ["3", "a/33/1.dcm", "S1_MR1/1.dcm"])
      expect([path, isRenamed(path, renamed)]).toEqual([path, false]);
    for (const path of ["S1_MR1.txt", "a/3-T1w/1.dcm"])
      expect([path, mayBeRenamed(path, renamed)]).toEqual([path, true]);
    for (const path of ["a/33-T1w/1.dcm", "3-T1w"])
      expect([path, mayBeRenamed(path, renamed)]).toEqual([path, false]);
  });
});

it("tells two resources of one owner with the same label apart", () => {
  const row = (id: string, label: string, scan: string): Record<string, string> => ({
    xnat_abstractresource_id: id,
    label,
    category: "scans",
    cat_id: scan,
  });
  const rows = [row("1", "DICOM", "1"), row("2", "DICOM", "2"), row("3", "DICOM", "2"), row("4", "", "2")];
  expect(labelled(rows.map(resourceOf)).map(({ label }) => label)).toEqual([
    "DICOM",
    "DICOM_2",
    "DICOM_3",
    "4",
  ]);
});
