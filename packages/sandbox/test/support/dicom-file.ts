import { uidOf } from "../../src/xnat/dicom/dicom-uids.js";
import { DicomWriter } from "../../src/xnat/dicom/dicom-writer.js";

/** What a small DICOM file of the tests says; everything else follows from these. */
export interface TestInstance {
  readonly study?: string;
  readonly series?: number;
  readonly instance?: number;
  readonly patientId?: string;
  readonly patientComments?: string;
  readonly studyComments?: string;
  readonly history?: string;
  readonly studyDescription?: string;
  readonly accession?: string;
  /** Bytes of its pixels. @default 64 */
  readonly pixels?: number;
}

/** SOPInstanceUID of a file of `dicomFile`. */
export function sopOf({ study = "A", series = 1, instance = 1 }: TestInstance): string {
  return uidOf("test", study, series, instance);
}

/** StudyInstanceUID of a file of `dicomFile`. */
export function studyOf({ study = "A" }: TestInstance): string {
  return uidOf("test", study);
}

/** A small MR image, explicit little endian. */
export function dicomFile(of: TestInstance = {}): Buffer {
  const { series = 1, instance = 1, patientId = "PAT1", pixels = 64 } = of;
  const [sopClass, sop] = ["1.2.840.10008.5.1.4.1.1.4", sopOf(of)];
  const writer = new DicomWriter(4096 + pixels);
  writer.skip(128);
  writer.raw("DICM");
  writer.uint32(0x00020000, 0);
  writer.text(0x00020002, "UI", sopClass);
  writer.text(0x00020003, "UI", sop);
  writer.text(0x00020010, "UI", "1.2.840.10008.1.2.1");
  writer.patchUint32(140, writer.length - 144);
  writer.text(0x00080016, "UI", sopClass);
  writer.text(0x00080018, "UI", sop);
  writer.text(0x00080020, "DA", "20260102");
  writer.text(0x00080050, "SH", of.accession ?? "");
  writer.text(0x00080060, "CS", "MR");
  writer.text(0x00081030, "LO", of.studyDescription ?? "");
  writer.text(0x0008103e, "LO", `series ${String(series)}`);
  writer.text(0x00100010, "PN", `${patientId}^Name`);
  writer.text(0x00100020, "LO", patientId);
  writer.text(0x001021b0, "LT", of.history ?? "");
  writer.text(0x00104000, "LT", of.patientComments ?? "");
  writer.text(0x0020000d, "UI", studyOf(of));
  writer.text(0x0020000e, "UI", uidOf("test", of.study ?? "A", series));
  writer.text(0x00200011, "IS", String(series));
  writer.text(0x00200013, "IS", String(instance));
  writer.text(0x00324000, "LT", of.studyComments ?? "");
  writer.head(0x7fe00010, "OW", pixels);
  writer.skip(pixels);
  return Buffer.from(writer.bytes);
}
