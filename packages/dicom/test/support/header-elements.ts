import type { DicomHeader } from "../../src/index.js";
import { madeElements, mrImage } from "./make-dicom.js";
import type { MadeElement } from "./make-dicom.js";

/** Transfer syntaxes of made-up files. */
export const uid = {
  implicit: "1.2.840.10008.1.2",
  big: "1.2.840.10008.1.2.2",
  deflated: "1.2.840.10008.1.2.1.99",
};

/** The elements without which a file is nobody's. */
export const identity: readonly MadeElement[] = [
  [0x00080016, "UI", mrImage],
  [0x00080018, "UI", "2.25.3"],
  [0x0020000d, "UI", "2.25.1"],
  [0x0020000e, "UI", "2.25.2"],
];

/** Everything that a header has, and what stands between. */
export const elements: readonly MadeElement[] = [
  [0x00080005, "CS", "ISO_IR 192"],
  [0x00080008, "CS", "ORIGINAL\\PRIMARY\\M"],
  [0x00080016, "UI", mrImage],
  [0x00080018, "UI", "2.25.3"],
  [0x00080020, "DA", "20240131"],
  [0x00080030, "TM", "081500.25"],
  [0x00080050, "SH", " A1 "],
  [0x00080060, "CS", "MR"],
  [0x00080070, "LO", "Maker"],
  [0x00081030, "LO", Buffer.from("Gehirn für München")],
  [0x0008103e, "LO", "t1_mprage"],
  [0x00090010, "LO", "PRIVATE"],
  [0x00091010, "OB", Buffer.alloc(20_000, 0x42)],
  [0x00100010, "PN", Buffer.from("Ünal^Ann=山田^花")],
  [0x00100020, "LO", "0012"],
  [0x00104000, "LT", "Project:P Subject:S"],
  [0x00181030, "LO", "protocol"],
  [0x0020000d, "UI", "2.25.1"],
  [0x0020000e, "UI", "2.25.2"],
  [0x00200011, "IS", "4"],
  [0x00200013, "IS", "+17"],
  [0x00280008, "IS", "30 "],
  [0x00324000, "LT", "a comment"],
];

/** The header that these elements make. */
export const expected: Omit<DicomHeader, "transferSyntax" | "hasPreamble"> = {
  sopClassUid: mrImage,
  sopInstanceUid: "2.25.3",
  studyUid: "2.25.1",
  seriesUid: "2.25.2",
  patientId: "0012",
  patientName: "Ünal^Ann=山田^花",
  studyDate: "20240131",
  studyTime: "081500.25",
  studyDescription: "Gehirn für München",
  accessionNumber: "A1",
  seriesNumber: 4,
  seriesDescription: "t1_mprage",
  protocolName: "protocol",
  modality: "MR",
  imageType: ["ORIGINAL", "PRIMARY", "M"],
  instanceNumber: 17,
  manufacturer: "Maker",
  patientComments: "Project:P Subject:S",
  studyComments: "a comment",
  frames: 30,
};

/** Pixels enough to be missed. */
export const pixels: MadeElement = [0x7fe00010, "OW", Buffer.alloc(600)];
/** All of it, explicit little endian. */
export const explicitSet = madeElements([...elements, pixels]);
