import { dicomElements } from "./dicom-elements.js";
import { dataSetOf, findSyntax } from "./dicom-syntax.js";

/** What the sandbox reads of an instance; texts are empty where an element is absent. */
export interface DicomFacts {
  readonly transferSyntax: string;
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly studyUid: string;
  readonly seriesUid: string;
  /** Text of an element by its tag, the first 256 bytes of it; empty where it is absent. */
  readonly text: (tag: number) => string;
}

/** Tags whose values are kept: identity, routing, and what the session's XML shows (recorded: 135). */
const KEPT = new Set([
  0x00080005, 0x00080008, 0x00080016, 0x00080018, 0x00080020, 0x00080030, 0x00080050, 0x00080060, 0x00080070,
  0x00080080, 0x00081010, 0x00081030, 0x0008103e, 0x00081090, 0x00100010, 0x00100020, 0x001021b0, 0x00104000,
  0x00180015, 0x00180020, 0x00180021, 0x00180022, 0x00180023, 0x00180024, 0x00180050, 0x00180080, 0x00180081,
  0x00180082, 0x00180087, 0x00180088, 0x00180095, 0x00181030, 0x00181314, 0x0020000d, 0x0020000e, 0x00200010,
  0x00200011, 0x00200013, 0x00280008, 0x00280010, 0x00280011, 0x00280030, 0x00324000,
]);
/** Behind it nothing is kept. */
const LAST = 0x00324000;
const MOST_BYTES = 256;
/** Values that are numbers of two bytes. */
const NUMBERS = new Set([0x00280010, 0x00280011]);

/**
 * Reads what an instance says of itself from its first bytes.
 *
 * @returns `undefined` for what is no DICOM instance; `"more"` where the bytes end before all of it was seen
 */
export function readFacts(head: Buffer, whole: boolean): DicomFacts | "more" | undefined {
  try {
    return read(head, whole);
  } catch {
    // Bytes that only looked like DICOM: no inflating, no number where one should stand.
    return whole ? undefined : "more";
  }
}

function read(head: Buffer, whole: boolean): DicomFacts | "more" | undefined {
  const syntax = findSyntax(head);
  if (syntax === undefined) return undefined;
  const data = dataSetOf(head, syntax);
  const values = new Map<number, string>();
  let complete = whole;
  for (const { tag, value, end } of dicomElements(data, syntax)) {
    if (tag > LAST) {
      complete = true;
      break;
    }
    if (end > data.length) break;
    if (!KEPT.has(tag)) continue;
    const text = NUMBERS.has(tag)
      ? String(syntax.bigEndian ? data.readUInt16BE(value) : data.readUInt16LE(value))
      : data.toString("latin1", value, Math.min(end, value + MOST_BYTES)).replace(/[\0 ]+$/, "");
    values.set(tag, text);
  }
  if (!complete) return "more";
  const utf8 = values.get(0x00080005)?.includes("ISO_IR 192") === true;
  const text = (tag: number): string => {
    const found = (values.get(tag) ?? "").trim();
    return utf8 ? Buffer.from(found, "latin1").toString("utf8") : found;
  };
  const facts: DicomFacts = {
    transferSyntax: syntax.uid,
    sopClassUid: text(0x00080016) || syntax.mediaClassUid,
    sopInstanceUid: text(0x00080018) || syntax.mediaInstanceUid,
    studyUid: text(0x0020000d),
    seriesUid: text(0x0020000e),
    text,
  };
  // A DICOMDIR, or what has no identity, is no image that could be sorted in.
  return facts.sopInstanceUid === "" || facts.studyUid === "" || facts.seriesUid === "" ? undefined : facts;
}
