import { deflateRawSync } from "node:zlib";
import { dicomElements } from "./dicom-elements.js";
import { type DicomCoding, dataSetOf, findSyntax } from "./dicom-syntax.js";

/** An element that is to be put into a data set, in place of one of its tag or between its neighbors. */
export interface NewElement {
  readonly tag: number;
  readonly vr: string;
  readonly value: Buffer;
}

/** The beginning of a file anew. */
export interface Rewritten {
  readonly bytes: Buffer;
  /** How many bytes of the old file they stand for; those behind them stay. */
  readonly replaced: number;
}

const LONG = new Set(["OB", "OW", "SQ", "UN", "UT"]);

/**
 * Puts elements into the data set of a file, given by its first bytes; every other byte stays, but for the lengths of
 * groups that tell theirs.
 *
 * @param elements - in the order of their tags
 * @param whole - whether `head` is all of the file
 * @returns `undefined` where `head` ends before the last of the elements has its place
 */
export function rewriteHead(
  head: Buffer,
  elements: readonly NewElement[],
  whole: boolean,
): Rewritten | undefined {
  const syntax = findSyntax(head);
  if (syntax === undefined || (syntax.deflated && !whole)) return undefined;
  const data = dataSetOf(head, syntax);
  const changed = changedDataSet(data, elements, syntax, whole);
  if (changed === undefined) return undefined;
  const before = head.subarray(0, syntax.start);
  const { out, replaced } = changed;
  if (!syntax.deflated) return { bytes: Buffer.concat([before, ...out]), replaced: syntax.start + replaced };
  const rest = deflateRawSync(Buffer.concat([...out, data.subarray(replaced)]));
  return { bytes: Buffer.concat([before, rest]), replaced: head.length };
}

function changedDataSet(
  data: Buffer,
  elements: readonly NewElement[],
  coding: DicomCoding,
  whole: boolean,
): { readonly out: readonly Buffer[]; readonly replaced: number } | undefined {
  const out: Buffer[] = [];
  const waiting = [...elements];
  // By group: the element that tells its length, and by how much the group grew.
  const lengths = new Map<number, Buffer>();
  const growth = new Map<number, number>();
  const grow = (tag: number, bytes: number): void => {
    growth.set(tag >>> 16, (growth.get(tag >>> 16) ?? 0) + bytes);
  };
  let at = 0;
  for (const element of dicomElements(data, coding)) {
    while (waiting[0] !== undefined && waiting[0].tag < element.tag) insert(waiting.shift());
    const next = waiting[0];
    if (next === undefined) break;
    if (element.end > data.length) return undefined;
    const bytes = data.subarray(element.start, element.end);
    at = element.end;
    if (next.tag === element.tag) {
      const encoded = encode(next, coding);
      grow(element.tag, encoded.length - bytes.length);
      out.push(encoded);
      waiting.shift();
    } else if ((element.tag & 0xffff) === 0 && bytes.length >= 12) {
      const copy = Buffer.from(bytes);
      lengths.set(element.tag >>> 16, copy);
      out.push(copy);
    } else out.push(bytes);
  }
  if (waiting.length > 0 && !whole) return undefined;
  while (waiting.length > 0) insert(waiting.shift());
  for (const [group, bytes] of growth) addTo(lengths.get(group), bytes, coding);
  return { out, replaced: at };

  function insert(element: NewElement | undefined): void {
    if (element === undefined) return;
    const encoded = encode(element, coding);
    grow(element.tag, encoded.length);
    out.push(encoded);
  }
}

function addTo(element: Buffer | undefined, bytes: number, { bigEndian }: DicomCoding): void {
  if (element === undefined) return;
  const at = element.length - 4;
  if (bigEndian) element.writeUInt32BE(element.readUInt32BE(at) + bytes, at);
  else element.writeUInt32LE(element.readUInt32LE(at) + bytes, at);
}

/** The bytes of an element in a coding. */
export function encode({ tag, vr, value }: NewElement, { explicit, bigEndian }: DicomCoding): Buffer {
  const long = explicit && LONG.has(vr);
  const head = Buffer.alloc(long ? 12 : 8);
  const int16 = (number: number, at: number): number =>
    bigEndian ? head.writeUInt16BE(number, at) : head.writeUInt16LE(number, at);
  const int32 = (number: number, at: number): number =>
    bigEndian ? head.writeUInt32BE(number, at) : head.writeUInt32LE(number, at);
  int16(tag >>> 16, 0);
  int16(tag & 0xffff, 2);
  if (!explicit) int32(value.length, 4);
  else {
    head.write(vr, 4, "latin1");
    if (long) int32(value.length, 8);
    else int16(value.length, 6);
  }
  return Buffer.concat([head, value]);
}

/** A text as a value: of even length, UIDs padded with a zero byte, all else with a space (PS3.5, 6.2). */
export function textValue(text: string, vr = "LO"): Buffer {
  const bytes = Buffer.from(text, "utf8");
  return bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.from([vr === "UI" ? 0 : 0x20])]);
}
