import { DicomWriter } from "./dicom-writer.js";
import { dicomModality, EXPLICIT_LITTLE_ENDIAN, storageClass, uidOf } from "./dicom-uids.js";

/** What a made-up DICOM file says of itself. */
export interface DicomImage {
  readonly project: string;
  readonly subject: string;
  readonly session: string;
  readonly scan: string;
  readonly seriesDescription: string;
  readonly modality: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  /** Number of the image in its series, from 1. */
  readonly instance: number;
  /** How often it was changed; the bytes differ, their number does not. */
  readonly revision: number;
}

/** No made-up DICOM file is smaller: its header, with labels of 64 characters, needs less. */
export const DICOM_MIN_BYTES = 2048;
const HEADER_ROOM = 8192;
const COLUMNS = 256;

/** The size that a DICOM file of `wanted` bytes gets: values have even lengths. */
export function dicomBytes(wanted: number): number {
  const bytes = Math.max(DICOM_MIN_BYTES, Math.ceil(wanted));
  return bytes + (bytes % 2);
}

/**
 * All of a DICOM Part 10 file up to its pixels: what follows are `bytes - head.length` bytes of pixel data, the same for all
 * files. What does not fill a row stands in a private element.
 */
export function dicomHead(image: DicomImage, bytes: number): Buffer {
  const writer = new DicomWriter(HEADER_ROOM);
  const instanceUid = uidOf(image.project, image.session, image.scan, image.instance);
  writer.skip(128);
  writer.raw("DICM");
  metaGroup(writer, storageClass(image.modality), instanceUid);
  patientAndStudy(writer, image, instanceUid);
  // Rows and columns follow from what is left, which depends on nothing that comes after them.
  const left = bytes - writer.length - AFTER_GEOMETRY_BYTES;
  const words = left / 2;
  const columns = words < COLUMNS ? 1 : words / COLUMNS > 65_535 ? 16 * COLUMNS : COLUMNS;
  const rows = Math.floor(words / columns);
  const spare = left - 2 * rows * columns;
  writer.uint16(0x00280002, 1);
  writer.text(0x00280004, "CS", "MONOCHROME2");
  writer.uint16(0x00280010, rows);
  writer.uint16(0x00280011, columns);
  writer.uint16(0x00280100, 16);
  writer.uint16(0x00280101, 16);
  writer.uint16(0x00280102, 15);
  writer.uint16(0x00280103, 0);
  writer.text(0x00290010, "LO", "SCANFERRY1");
  writer.head(0x00291001, "OB", spare);
  writer.skip(spare);
  writer.head(0x7fe00010, "OW", bytes - writer.length - 12);
  return writer.bytes;
}

/** Seven numbers of ten bytes each, the photometric interpretation of 20, the private block of 18 + 12, the pixels' head of 12. */
const AFTER_GEOMETRY_BYTES = 7 * 10 + 20 + 18 + 12 + 12;

function metaGroup(writer: DicomWriter, sopClass: string, instanceUid: string): void {
  writer.uint32(0x00020000, 0);
  const start = writer.length;
  writer.head(0x00020001, "OB", 2);
  writer.raw("\u0000\u0001");
  writer.text(0x00020002, "UI", sopClass);
  writer.text(0x00020003, "UI", instanceUid);
  writer.text(0x00020010, "UI", EXPLICIT_LITTLE_ENDIAN);
  writer.text(0x00020012, "UI", "2.25.302141981325");
  writer.text(0x00020013, "SH", "SCANFERRY");
  writer.patchUint32(start - 4, writer.length - start);
}

function patientAndStudy(writer: DicomWriter, image: DicomImage, instanceUid: string): void {
  const modality = dicomModality(image.modality);
  const date = image.date.replaceAll("-", "");
  const study = [image.project, image.session] as const;
  writer.text(0x00080005, "CS", "ISO_IR 192");
  writer.text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\OTHER");
  writer.text(0x00080016, "UI", storageClass(image.modality));
  writer.text(0x00080018, "UI", instanceUid);
  writer.text(0x00080020, "DA", date);
  writer.text(0x00080030, "TM", "120000");
  writer.text(0x00080050, "SH", "");
  writer.text(0x00080060, "CS", modality);
  writer.text(0x00080070, "LO", "Scanferry");
  writer.text(0x00080090, "PN", "");
  writer.text(0x00081030, "LO", image.project.slice(0, 64));
  writer.text(0x0008103e, "LO", image.seriesDescription.slice(0, 64));
  writer.text(0x00100010, "PN", image.subject.slice(0, 64));
  writer.text(0x00100020, "LO", image.session.slice(0, 64));
  writer.text(0x00100030, "DA", "");
  writer.text(0x00100040, "CS", "");
  writer.text(0x0020000d, "UI", uidOf(...study));
  writer.text(0x0020000e, "UI", uidOf(...study, image.scan));
  writer.text(0x00200010, "SH", image.session.slice(0, 16));
  writer.text(0x00200011, "IS", /^\d+/.exec(image.scan)?.[0] ?? "0");
  writer.text(0x00200013, "IS", String(image.instance));
  writer.text(0x00204000, "LT", `revision ${String(image.revision).padStart(6, "0")}`);
}
