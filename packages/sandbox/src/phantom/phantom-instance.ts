import { EXPLICIT_LITTLE_ENDIAN, storageClass, uidOf } from "../xnat/dicom/dicom-uids.js";
import { DicomWriter } from "../xnat/dicom/dicom-writer.js";

/** Where in the study a slice stands. */
export interface PhantomSlice {
  readonly seed: string;
  readonly subject: string;
  readonly session: string;
  /** Of the month. */
  readonly day: number;
  readonly description: string;
  /** Of the series. */
  readonly number: number;
  /** From 0, from the feet up. */
  readonly slice: number;
  readonly slices: number;
  readonly sizeVoxels: number;
}

const HEADER_ROOM = 4096;
const HEAD_MM = 240;

/** One MR image as a DICOM Part 10 file, explicit little endian, with what a viewer and dcm2niix need to place it. */
export function phantomInstance(of: PhantomSlice, pixels: Buffer): Buffer {
  const writer = new DicomWriter(HEADER_ROOM + pixels.length);
  const study = [of.seed, of.subject, of.session] as const;
  const instanceUid = uidOf(...study, of.number, of.slice);
  metaGroup(writer, instanceUid);
  writer.text(0x00080005, "CS", "ISO_IR 192");
  writer.text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\OTHER");
  writer.text(0x00080016, "UI", storageClass("MR"));
  writer.text(0x00080018, "UI", instanceUid);
  writer.text(0x00080020, "DA", `202601${String(of.day).padStart(2, "0")}`);
  writer.text(0x00080030, "TM", "120000");
  writer.text(0x00080050, "SH", "");
  writer.text(0x00080060, "CS", "MR");
  writer.text(0x00080070, "LO", "Scanferry");
  writer.text(0x00081030, "LO", "Made-up heads");
  writer.text(0x0008103e, "LO", of.description);
  writer.text(0x00100010, "PN", `${of.subject}^Phantom`);
  writer.text(0x00100020, "LO", of.subject);
  writer.text(0x00181030, "LO", of.description);
  writer.text(0x0020000d, "UI", uidOf(...study));
  writer.text(0x0020000e, "UI", uidOf(...study, of.number));
  writer.text(0x00200011, "IS", String(of.number));
  writer.text(0x00200013, "IS", String(of.slice + 1));
  geometry(writer, of);
  writer.head(0x7fe00010, "OW", pixels.length);
  return Buffer.concat([writer.bytes, fromRightAndFront(pixels)]);
}

function metaGroup(writer: DicomWriter, instanceUid: string): void {
  writer.skip(128);
  writer.raw("DICM");
  writer.uint32(0x00020000, 0);
  const start = writer.length;
  writer.head(0x00020001, "OB", 2);
  writer.raw("\u0000\u0001");
  writer.text(0x00020002, "UI", storageClass("MR"));
  writer.text(0x00020003, "UI", instanceUid);
  writer.text(0x00020010, "UI", EXPLICIT_LITTLE_ENDIAN);
  writer.text(0x00020012, "UI", "2.25.302141981325");
  writer.patchUint32(start - 4, writer.length - start);
}

function geometry(writer: DicomWriter, { slice, slices, sizeVoxels }: PhantomSlice): void {
  const voxelMm = HEAD_MM / sizeVoxels;
  const apartMm = HEAD_MM / slices;
  const corner = -HEAD_MM / 2 + voxelMm / 2;
  const z = -HEAD_MM / 2 + apartMm * (slice + 0.5);
  writer.text(0x00200032, "DS", `${String(corner)}\\${String(corner)}\\${String(z)}`);
  writer.text(0x00200037, "DS", "1\\0\\0\\0\\1\\0");
  writer.uint16(0x00280002, 1);
  writer.text(0x00280004, "CS", "MONOCHROME2");
  writer.uint16(0x00280010, sizeVoxels);
  writer.uint16(0x00280011, sizeVoxels);
  writer.text(0x00280030, "DS", `${String(voxelMm)}\\${String(voxelMm)}`);
  writer.uint16(0x00280100, 16);
  writer.uint16(0x00280101, 16);
  writer.uint16(0x00280102, 15);
  writer.uint16(0x00280103, 1);
}

/** NIfTI counts voxels from the left and back, DICOM's rows begin at the right and front (PS3.3, C.7.6.2.1.1). */
function fromRightAndFront(pixels: Buffer): Buffer {
  return Buffer.from(pixels).swap16().reverse();
}
