import type { DicomCoding } from "./dicom-syntax.js";

/** One element of a data set; offsets are those of the buffer. */
export interface DicomElement {
  readonly tag: number;
  /** Empty in an implicit coding. */
  readonly vr: string;
  readonly start: number;
  readonly value: number;
  /** Behind the value; past the buffer's end where that was cut. */
  readonly end: number;
}

const LONG = new Set(["OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"]);
const UNDEFINED_LENGTH = 0xffffffff;
const ITEM = 0xfffee000;
const ITEM_END = 0xfffee00d;
const SEQUENCE_END = 0xfffee0dd;

/** The elements of a data set in their order, those in sequences left out; ends with the buffer. */
export function* dicomElements(data: Buffer, coding: DicomCoding, from = 0): Generator<DicomElement> {
  let at = from;
  for (;;) {
    const element = readElement(data, at, coding);
    if (element === undefined) return;
    yield element;
    at = element.end;
  }
}

/** The element at an offset, `undefined` where the buffer ends before its value does begin. */
export function readElement(data: Buffer, at: number, coding: DicomCoding): DicomElement | undefined {
  const head = readHead(data, at, coding);
  if (head === undefined) return undefined;
  const { tag, vr, value, length } = head;
  if (length !== UNDEFINED_LENGTH) return { tag, vr, start: at, value, end: value + length };
  // What is of unknown type and undefined length is implicit inside (PS3.5, 6.2.2).
  const inside = vr === "UN" ? { explicit: false, bigEndian: coding.bigEndian } : coding;
  return { tag, vr, start: at, value, end: sequenceEnd(data, value, inside) };
}

interface Head {
  readonly tag: number;
  readonly vr: string;
  readonly value: number;
  readonly length: number;
}

function readHead(data: Buffer, at: number, { explicit, bigEndian }: DicomCoding): Head | undefined {
  if (at + 8 > data.length) return undefined;
  const group = bigEndian ? data.readUInt16BE(at) : data.readUInt16LE(at);
  const number = bigEndian ? data.readUInt16BE(at + 2) : data.readUInt16LE(at + 2);
  const tag = group * 0x10000 + number;
  const int = (offset: number): number => (bigEndian ? data.readUInt32BE(offset) : data.readUInt32LE(offset));
  // Items have no value representation in any coding (PS3.5, 7.5).
  if (!explicit || group === 0xfffe) return { tag, vr: "", value: at + 8, length: int(at + 4) };
  const vr = data.toString("latin1", at + 4, at + 6);
  if (!LONG.has(vr)) {
    const length = bigEndian ? data.readUInt16BE(at + 6) : data.readUInt16LE(at + 6);
    return { tag, vr, value: at + 8, length };
  }
  return at + 12 > data.length ? undefined : { tag, vr, value: at + 12, length: int(at + 8) };
}

/** Where a sequence without a length ends; the buffer's end and more where it is not all there. */
function sequenceEnd(data: Buffer, from: number, coding: DicomCoding): number {
  let at = from;
  for (;;) {
    const item = readHead(data, at, coding);
    if (item === undefined) return data.length + 1;
    if (item.tag === SEQUENCE_END) return item.value;
    if (item.tag !== ITEM) return data.length + 1;
    at = item.length === UNDEFINED_LENGTH ? itemEnd(data, item.value, coding) : item.value + item.length;
  }
}

function itemEnd(data: Buffer, from: number, coding: DicomCoding): number {
  let at = from;
  for (;;) {
    const head = readHead(data, at, coding);
    if (head === undefined) return data.length + 1;
    if (head.tag === ITEM_END) return head.value;
    at = readElement(data, at, coding)?.end ?? data.length + 1;
  }
}
