import { findSyntax } from "./dicom-syntax.js";
import { encode, type NewElement, type Rewritten, rewriteHead, textValue } from "./dicom-rewrite.js";

/** What the script writes into an instance. */
export interface AnonymizedNames {
  readonly project: string;
  readonly subject: string;
  readonly session: string;
}

/**
 * What the site's script of an XNAT 1.6.4 does to each instance that comes in (measured): StudyDescription, PatientName and
 * PatientID get the labels, and (0012,0064) tells of it; every other byte stays. What lies in Unassigned keeps its
 * StudyDescription (XNAT's default script).
 *
 * @returns `undefined` where `head` ends too early
 */
export function anonymizedHead(head: Buffer, names: AnonymizedNames, whole: boolean): Rewritten | undefined {
  const syntax = findSyntax(head);
  const coding = syntax ?? { explicit: true, bigEndian: false };
  const item = Buffer.concat(
    (
      [
        [0x00080100, "SH", "1"],
        [0x00080102, "SH", "XNAT"],
        [0x00080103, "SH", "1.0"],
        [0x00080104, "LO", "XNAT DicomEdit 4 Script"],
      ] as const
    ).map(([tag, vr, text]) => encode({ tag, vr, value: textValue(text, vr) }, coding)),
  );
  // An item has no value representation in any coding, just as in an implicit one.
  const sequence = encode(
    { tag: 0xfffee000, vr: "", value: item },
    { explicit: false, bigEndian: coding.bigEndian },
  );
  const elements: NewElement[] = [
    ...(names.project === "Unassigned"
      ? []
      : [{ tag: 0x00081030, vr: "LO", value: textValue(names.project) }]),
    { tag: 0x00100010, vr: "PN", value: textValue(names.subject) },
    { tag: 0x00100020, vr: "LO", value: textValue(names.session) },
    { tag: 0x00120064, vr: "SQ", value: sequence },
  ];
  return rewriteHead(head, elements, whole);
}
