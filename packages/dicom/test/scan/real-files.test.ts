import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseDicom } from "dicom-parser";
import { expect, it } from "vitest";
import { describeShared, sharedPath } from "../../../../tools/test-support/shared-data.js";
import { readHeaderFromStream, readParHeader, scanFolder } from "../../src/index.js";
import type { DicomHeader, ScannedFile } from "../../src/index.js";
import { itWithPydicom, pydicomHeaders } from "../support/pydicom.js";

/** What is no scan among the real files, and why. */
const unreadable: Readonly<Record<string, readonly string[]>> = {
  empty: ["messy/empty.dcm"],
  "not-dicom": [
    ...["messy/.DS_Store", "messy/._IM000001", "messy/README.txt", "messy/Thumbs.db", "messy/not_dicom.dcm"],
    ...["messy/report.xml", "philips/Magdeburg_2014/notes.txt", "pydicom/FileInfo.txt", "pydicom/README.txt"],
    // Its first bytes are missing; pydicom makes one element with 38,863 bytes of it.
    "pydicom/no_meta.dcm",
    ...["pydicom/test1.json", "pydicom/zipMR.gz", "pydicom/dicomdirtests/README.txt"],
    "pydicom/dicomdirtests/TINY_ALPHA/README",
    ...["GE", "Si"].map((vendor) => `nih/20180918${vendor}/README-Study.txt`),
    ...[4, 5, 6, 7].map((series) => `nih/20180918GE/mr_000${String(series)}/README-Series.txt`),
    ...[3, 4, 5, 6].map((series) => `nih/20180918Si/mr_000${String(series)}/README-Series.txt`),
  ],
  truncated: [
    ...["messy/preamble_only.dcm", "messy/truncated_pixels.dcm", "pydicom/MR_truncated.dcm"],
    "pydicom/rtplan_truncated.dcm",
  ],
  dicomdir: [
    ...["", "-bigEnd", "-empty.dcm", "-implicit", "-nooffset", "-nopatient", "-reordered"].map(
      (kind) => `pydicom/dicomdirtests/DICOMDIR${kind}`,
    ),
    "pydicom/dicomdirtests/TINY_ALPHA/DICOMDIR",
  ],
  "no-identity": [
    // Cut between two elements, before the study's UID.
    "messy/truncated_header.dcm",
    ...["UN_sequence", "chrSQEncoding", "chrSQEncoding1", "empty_charset_LEI", "meta_missing_tsyntax"].map(
      (name) => `pydicom/${name}.dcm`,
    ),
    ...["nested_priv_SQ", "no_meta_group_length", "priv_SQ"].map((name) => `pydicom/${name}.dcm`),
  ],
};

/** Where we and pydicom differ, and why. */
const differs: Readonly<Record<string, string>> = {
  // Ours is the syntax that a file without one was found to be in.
  "pydicom/ExplVR_BigEndNoMeta.dcm transferSyntax": "",
  "pydicom/ExplVR_LitEndNoMeta.dcm transferSyntax": "",
  "pydicom/rtstruct.dcm transferSyntax": "",
  // Not a number: left out.
  "pydicom/badVR.dcm frames": "1A",
  // Empty groups at the end of a name are kept as they are written.
  "pydicom/chrX1.dcm patientName": "Wang^XiaoDong=王^小東",
  "pydicom/chrX2.dcm patientName": "Wang^XiaoDong=王^小东",
};

describeShared("the real DICOM files", () => {
  const root = sharedPath("dicom");
  let scanned: Promise<ScannedFile[]> | undefined;
  const scan = async (): Promise<ScannedFile[]> => {
    const files: ScannedFile[] = [];
    for await (const file of scanFolder(root)) files.push(file);
    return files;
  };
  const all = (): Promise<ScannedFile[]> => (scanned ??= scan());

  it("are all told once, in a fixed order, and those that are no scans with the reason", async () => {
    const files = await all();
    const found: Record<string, string[]> = {};
    for (const file of files) {
      expect(file).not.toHaveProperty("error");
      if (file.unreadable !== undefined) (found[file.unreadable] ??= []).push(file.path);
    }
    const sorted = (lists: typeof unreadable): object =>
      Object.fromEntries(Object.entries(lists).map(([reason, paths]) => [reason, [...paths].sort()]));
    expect(sorted(found)).toEqual(sorted(unreadable));
    expect(files.filter(({ header }) => header !== undefined)).toHaveLength(285);
    expect((await scan()).map(({ path }) => path)).toEqual(files.map(({ path }) => path));
  });

  itWithPydicom("say the same to pydicom, field by field", async () => {
    const headers = new Map((await all()).map(({ path, header }) => [path, header]));
    const found: Record<string, string> = {};
    for (const { path = "", ...theirs } of pydicomHeaders(root)) {
      const ours = headers.get(path);
      if (ours === undefined) continue;
      for (const [field, text] of Object.entries(theirs)) {
        if (textOf(ours[field as keyof DicomHeader]) !== text) found[`${path} ${field}`] = text;
      }
    }
    expect(found).toEqual(differs);
  });

  it("have the identity that dicom-parser finds", async () => {
    let agreed = 0;
    for (const { path, header } of await all()) {
      if (header === undefined) continue;
      const theirs = await identityByDicomParser(join(root, path));
      // It needs a preamble and a meta header, and an inflater from outside.
      if (theirs === undefined) continue;
      const { sopClassUid, sopInstanceUid, studyUid, seriesUid } = header;
      expect(theirs, path).toEqual([sopClassUid, sopInstanceUid, studyUid, seriesUid]);
      agreed++;
    }
    expect(agreed).toBeGreaterThan(270);
  });

  it("are read the same from a stream, in pieces of any length", async () => {
    for (const { path, header, unreadable: reason } of await all()) {
      const bytes = await readFile(join(root, path));
      const piece = 1 + (bytes.length % 5000);
      const pieces = Array.from({ length: Math.ceil(bytes.length / piece) }, (_, at) =>
        bytes.subarray(at * piece, (at + 1) * piece),
      );
      const options = { sizeBytes: bytes.length, toTheEnd: true };
      const wanted = header === undefined ? { unreadable: reason } : { header };
      expect(await readHeaderFromStream(pieces, options), path).toEqual(wanted);
    }
  });
});

async function identityByDicomParser(path: string): Promise<(string | undefined)[] | undefined> {
  try {
    const data = parseDicom(await readFile(path), { untilTag: "x7fe00010" });
    return ["x00080016", "x00080018", "x0020000d", "x0020000e"].map((tag) => data.string(tag));
  } catch {
    return undefined;
  }
}

function textOf(value: DicomHeader[keyof DicomHeader]): string {
  return Array.isArray(value) ? value.join("\\") : String(value ?? "");
}

describeShared("the real PAR headers", () => {
  it.each([
    [
      "DTI",
      {
        version: "4.2",
        patient: "05aug14test",
        protocol: "WIP DTI SENSE",
        date: "20140805",
        time: "112734",
        seriesNumber: 12,
        images: 80,
        recBytes: 80 * 2 * 80 * 80,
      },
    ],
    ["T1_dual_echo", { date: "", technique: "T1TFE", seriesNumber: 5, images: 360 }],
    [
      "phantom_EPI_asc_CLEAR_2_1",
      {
        protocol: "EPI_asc CLEAR",
        examination: "Konvertertest",
        seriesNumber: 2,
        images: 27,
        recBytes: 27 * 2 * 64 * 64,
      },
    ],
    ["phantom_fake_v4", { version: "4", images: 27 }],
    ["phantom_fake_v4_1", { version: "4.1", images: 27 }],
    ["phantom_fake_dualTR", { version: "4.1", images: 27 }],
    ["phantom_truncated", { version: "4.2", images: 27 }],
  ])("%s is read", async (name, facts) => {
    const path = sharedPath(`parrec/${name}.PAR`);
    const found = await readParHeader(path);
    expect(found).toMatchObject({ name, ...facts });
    if (found.recFile !== undefined) expect((await readFile(found.recFile)).length).toBe(found.recBytes);
    expect(found.recFile !== undefined).toBe(name === "phantom_EPI_asc_CLEAR_2_1");
  });
});
