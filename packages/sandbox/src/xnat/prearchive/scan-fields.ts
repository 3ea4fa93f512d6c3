import type { DicomFacts } from "../dicom/dicom-facts.js";

/** Where the fields of a scan come from (recorded: 135; what XNAT does not fill from these is left out). */
const FIELDS = [
  ["scanner/manufacturer", 0x00080070],
  ["scanner/model", 0x00081090],
  ["fieldStrength", 0x00180087],
  ["parameters/tr", 0x00180080],
  ["parameters/te", 0x00180081],
  ["parameters/ti", 0x00180082],
  ["parameters/flip", 0x00181314],
  ["parameters/sequence", 0x00180024],
  ["parameters/imageType", 0x00080008],
  ["parameters/scanSequence", 0x00180020],
  ["parameters/seqVariant", 0x00180021],
  ["parameters/scanOptions", 0x00180022],
  ["parameters/acqType", 0x00180023],
  ["parameters/pixelBandwidth", 0x00180095],
] as const;

/** Fields of a scan as its session's XML names them. */
export function scanFields(facts: DicomFacts): Readonly<Record<string, string>> {
  const fields: Record<string, string> = { UID: facts.seriesUid };
  for (const [name, tag] of FIELDS) if (facts.text(tag) !== "") fields[name] = facts.text(tag);
  const [columns, rows] = [facts.text(0x00280011), facts.text(0x00280010)];
  if (columns !== "") fields["parameters/fov/x"] = columns;
  if (rows !== "") fields["parameters/fov/y"] = rows;
  const [y = "", x = ""] = facts.text(0x00280030).split("\\");
  if (x !== "") fields["parameters/voxelRes/x"] = x;
  if (y !== "") fields["parameters/voxelRes/y"] = y;
  const thickness = facts.text(0x00180050);
  if (thickness !== "") fields["parameters/voxelRes/z"] = thickness;
  return fields;
}

/** Fields of a session. */
export function sessionFields(facts: DicomFacts): Readonly<Record<string, string>> {
  const fields: Record<string, string> = {};
  for (const [name, tag] of [
    ["dcmPatientId", 0x00100020],
    ["dcmPatientName", 0x00100010],
    ["dcmAccessionNumber", 0x00080050],
    ["scanner/manufacturer", 0x00080070],
    ["fieldStrength", 0x00180087],
  ] as const)
    if (facts.text(tag) !== "") fields[name] = facts.text(tag);
  return { ...fields, UID: facts.studyUid };
}
