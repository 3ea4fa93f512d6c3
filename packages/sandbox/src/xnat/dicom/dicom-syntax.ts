import { constants, inflateRawSync } from "node:zlib";
import { readElement } from "./dicom-elements.js";

/** How the elements of a data set are written. */
export interface DicomCoding {
  /** Whether value representations stand in it. */
  readonly explicit: boolean;
  readonly bigEndian: boolean;
}

/** How a file is written, and where its data set starts. */
export interface DicomSyntax extends DicomCoding {
  /** Transfer syntax UID; guessed where nothing tells it. */
  readonly uid: string;
  /** Offset of the data set in the file. */
  readonly start: number;
  readonly deflated: boolean;
  /** SOP class and instance of the meta header, where there is one. */
  readonly mediaClassUid: string;
  readonly mediaInstanceUid: string;
}

const IMPLICIT_LE = "1.2.840.10008.1.2";
const EXPLICIT_LE = "1.2.840.10008.1.2.1";
const EXPLICIT_BE = "1.2.840.10008.1.2.2";
const DEFLATED_LE = "1.2.840.10008.1.2.1.99";

const META: DicomCoding = { explicit: true, bigEndian: false };

/** Finds out how a file is written from its first bytes: with or without preamble and meta header. `undefined` for what is no DICOM. */
export function findSyntax(head: Buffer): DicomSyntax | undefined {
  const part10 = head.length >= 132 && head.toString("latin1", 128, 132) === "DICM";
  const metaAt = part10 ? 132 : 0;
  const meta = new Map<number, string>();
  let start = metaAt;
  if (head.length >= metaAt + 8 && head.readUInt16LE(metaAt) === 0x0002)
    for (;;) {
      const element = readElement(head, start, META);
      if (element === undefined || element.tag >>> 16 !== 0x0002) break;
      if (element.end > head.length) return undefined;
      meta.set(element.tag, head.toString("latin1", element.value, element.end).replace(/[\0 ]+$/, ""));
      start = element.end;
    }
  else if (!part10 && !startsLikeDataSet(head)) return undefined;
  const uid = meta.get(0x00020010) ?? guess(head, start);
  return {
    uid,
    start,
    explicit: uid !== IMPLICIT_LE,
    bigEndian: uid === EXPLICIT_BE,
    deflated: uid === DEFLATED_LE,
    mediaClassUid: meta.get(0x00020002) ?? "",
    mediaInstanceUid: meta.get(0x00020003) ?? "",
  };
}

/** The data set of a file, inflated as far as its bytes go. */
export function dataSetOf(file: Buffer, syntax: DicomSyntax): Buffer {
  const bytes = file.subarray(syntax.start);
  return syntax.deflated ? inflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }) : bytes;
}

/** Without a meta header a data set begins with group 0008 (or a command's 0004 of nothing that we know). */
function startsLikeDataSet(head: Buffer): boolean {
  if (head.length < 16) return false;
  const little = head.readUInt16LE(0) === 0x0008 && head.readUInt16LE(2) < 0x2000;
  const big = head.readUInt16BE(0) === 0x0008 && head.readUInt16BE(2) < 0x2000;
  return little || big;
}

function guess(head: Buffer, start: number): string {
  if (head.length < start + 8) return EXPLICIT_LE;
  const explicit = /^[A-Z]{2}$/.test(head.toString("latin1", start + 4, start + 6));
  if (!explicit) return IMPLICIT_LE;
  return head.readUInt16LE(start) > 0x00ff ? EXPLICIT_BE : EXPLICIT_LE;
}
