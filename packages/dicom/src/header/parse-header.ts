import { ByteCursor } from "./byte-cursor.js";
import type { ByteRequest, ByteWindow } from "./byte-cursor.js";
import type { DicomHeader, Unreadable } from "./dicom-header.js";
import type { ElementHead } from "./element-head.js";
import { longestHead, readHead, undefinedLength } from "./element-head.js";
import { findDataSet } from "./find-data-set.js";
import { HeaderFields, characterSetTag, isWanted, longestValue } from "./header-fields.js";
import type { Encoding } from "./transfer-syntax.js";
import type { Walked } from "./skip-sequence.js";
import { encodingInside, itemTag, skipSequence } from "./skip-sequence.js";

/** Where the elements of a file lie; positions in a deflated one are counted as if its content stood in its place. */
export interface DataSetPlace {
  readonly offset: number;
  readonly encoding: Encoding;
  /** The pixels, head included; `end` is known only where the parser went there. */
  pixels?: { readonly offset: number; readonly tag: number; readonly vr: string; end?: number };
  /** The value of (0008,0005). */
  characterSet?: { readonly offset: number; readonly length: number };
  /** Where the last element ends. */
  end?: number;
}

/** What came out of a file: its header, as far as there is one, and why it is not to be sent. */
export type ParsedHeader =
  | { readonly header: DicomHeader; readonly unreadable?: undefined; readonly place: DataSetPlace }
  | { readonly header?: DicomHeader; readonly unreadable: Unreadable; readonly place?: DataSetPlace };

/** What is known of the file before it is read. */
export interface ParseOptions {
  /** Length of the file; undefined where it is not known. */
  readonly sizeBytes: number | undefined;
  /** Whether to look that everything announced is there, behind the pixels too. Otherwise the parser asks for nothing behind the pixels' head. */
  readonly toTheEnd: boolean;
  /** Whether the UIDs are enough: the parser stops behind that of the series, so that the beginning of a file will do. @default false */
  readonly identityAlone?: boolean | undefined;
}

/** Media Storage Directory Storage. */
const dicomdirClass = "1.2.840.10008.1.3.10";
const directoryGroup = 0x0004;
/** The last of the four UIDs that identify an instance. */
const seriesUidTag = 0x0020_000e;
const rowsTag = 0x0028_0010;
/** Float, double and ordinary pixel data. */
const pixelTags: readonly number[] = [0x7fe0_0008, 0x7fe0_0009, 0x7fe0_0010];

/** Reads a header out of the pieces that it asks for; the caller knows where they come from. Work and memory are bounded whatever the bytes are. */
export function* parseHeader(
  first: Buffer,
  options: ParseOptions,
): Generator<ByteRequest, ParsedHeader, ByteWindow> {
  if (options.sizeBytes === 0 || first.length === 0) return { unreadable: "empty" };
  const cursor = new ByteCursor(first, options.sizeBytes);
  const start = yield* findDataSet(cursor);
  if (start === undefined) return { unreadable: "not-dicom" };
  if (start === "cut") return { unreadable: "truncated" };
  if (start.mediaClass === dicomdirClass) return { unreadable: "dicomdir" };
  if (cursor.uint16(0, start.encoding.bigEndian) === directoryGroup) return { unreadable: "dicomdir" };
  const fields = new HeaderFields();
  const place: DataSetPlace = { offset: cursor.at, encoding: start.encoding };
  const walked = yield* walkDataSet(cursor, place, fields, options);
  const header = fields.header(start);
  // Without the mark of a preamble or a meta header, two lucky bytes are no evidence.
  if (fields.isEmpty && !start.hasPreamble) return { unreadable: "not-dicom" };
  if (walked === "cut" || cursor.broken) return { header, unreadable: "truncated" };
  return fields.hasIdentity ? { header, place } : { header, unreadable: "no-identity", place };
}

function* walkDataSet(
  cursor: ByteCursor,
  place: DataSetPlace,
  fields: HeaderFields,
  { toTheEnd, identityAlone = false }: ParseOptions,
): Generator<ByteRequest, Walked, ByteWindow> {
  const { encoding } = place;
  let isImage = false;
  for (;;) {
    place.end = cursor.at;
    // Most files end with their pixels: nothing more is to be read.
    if (cursor.at === cursor.sizeBytes) return "whole";
    if (cursor.left < longestHead) yield* cursor.fill(longestHead);
    if (cursor.left <= 0) return cursor.left === 0 ? "whole" : "cut";
    const head = readHead(cursor, encoding);
    // Zeros fill a file up to a block, and a few stray bytes behind the pixels are no element; where a copy was begun and never filled, the pixels are missing.
    if (head === undefined)
      return place.pixels !== undefined || isZero(cursor.slice(0, cursor.left)) ? "whole" : "cut";
    if (head.tag === 0) return isImage && place.pixels === undefined ? "cut" : "whole";
    if (head.tag >= itemTag) return "malformed";
    if (identityAlone && head.tag > seriesUidTag) return "whole";
    if (head.tag === rowsTag) isImage = true;
    const isPixels = pixelTags.includes(head.tag);
    if (isPixels) place.pixels = { offset: cursor.at, tag: head.tag, vr: head.vr };
    const value = cursor.at + head.headBytes;
    if (head.length === undefinedLength) {
      if (isPixels && !toTheEnd) return "whole";
      cursor.at = value;
      const walked = yield* skipSequence(cursor, encodingInside(head.vr, encoding));
      if (walked !== "whole") return walked;
    } else {
      if (cursor.isBeyond(value + head.length)) return "cut";
      if (isPixels && !toTheEnd) return "whole";
      if (head.tag === characterSetTag) place.characterSet = { offset: value, length: head.length };
      if (isWanted(head.tag)) yield* readValue(cursor, head, fields);
      cursor.at = value + head.length;
    }
    if (isPixels && place.pixels !== undefined) place.pixels.end = cursor.at;
  }
}

function* readValue(
  cursor: ByteCursor,
  { tag, length, headBytes }: ElementHead,
  fields: HeaderFields,
): Generator<ByteRequest, void, ByteWindow> {
  if (length > longestValue) return;
  yield* cursor.fill(headBytes + length);
  if (cursor.left >= headBytes + length) fields.add(tag, cursor.slice(headBytes, length));
}

function isZero(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0);
}
