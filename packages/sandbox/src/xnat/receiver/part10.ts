import { DicomWriter } from "../dicom/dicom-writer.js";
import { IMPLEMENTATION_UID } from "./association.js";

const HEAD_BYTES = 128 + 4 + 12;

/** What stands before a data set in a file of its own (PS3.10 §7.1). */
export function fileHead(of: {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly transferSyntax: string;
  readonly sourceAet: string;
}): Buffer {
  const writer = new DicomWriter(1024);
  writer.skip(128);
  writer.raw("DICM");
  writer.uint32(0x00020000, 0);
  writer.head(0x00020001, "OB", 2);
  writer.raw("\u0000\u0001");
  writer.text(0x00020002, "UI", of.sopClassUid);
  writer.text(0x00020003, "UI", of.sopInstanceUid);
  writer.text(0x00020010, "UI", of.transferSyntax);
  writer.text(0x00020012, "UI", IMPLEMENTATION_UID);
  writer.text(0x00020016, "AE", of.sourceAet);
  writer.patchUint32(HEAD_BYTES - 4, writer.length - HEAD_BYTES);
  return writer.bytes;
}
