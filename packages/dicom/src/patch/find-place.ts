import type { ByteCursor, ByteRequest, ByteWindow } from "../header/byte-cursor.js";
import { longestHead, readHead, undefinedLength, type ElementHead } from "../header/element-head.js";
import { encodingInside, skipSequence } from "../header/skip-sequence.js";
import type { Encoding } from "../header/transfer-syntax.js";
import { brokenDataSet } from "./broken-data-set.js";

/** The longest text that an element with a short length holds; what is longer was no comment. */
const longestPrevious = 65_536;

/** Where an element lies or belongs. */
export interface ElementPlace {
  readonly offset: number;
  /** Bytes of the element that is there, its head included; 0 where there is none. */
  readonly bytes: number;
  /** Its value, at most 64 KiB of it. */
  readonly previous: Buffer | undefined;
  /** The group's length element (gggg,0000) before it, where there is one: its value has to follow. */
  readonly groupLength: { readonly valueOffset: number; readonly value: number } | undefined;
}

/**
 * Finds an element among those of the data set itself, or the place where the order of tags puts it. The cursor stands at the first element.
 *
 * @throws {@link ScanferryError} `data/corrupt` where the elements before it cannot be followed or are not in order: what would be
 * written then might not be found
 */
export function* findPlace(
  cursor: ByteCursor,
  encoding: Encoding,
  tag: number,
): Generator<ByteRequest, ElementPlace, ByteWindow> {
  const groupLengthTag = (tag & 0xffff_0000) >>> 0;
  let groupLength: ElementPlace["groupLength"];
  for (let last = -1; ;) {
    yield* cursor.fill(longestHead);
    const offset = cursor.at;
    const none: ElementPlace = { offset, bytes: 0, previous: undefined, groupLength };
    if (cursor.left === 0 && !cursor.broken) return none;
    const head = cursor.left < 0 ? undefined : readHead(cursor, encoding);
    if (head === undefined || head.tag <= last) throw brokenDataSet();
    if (head.tag > tag) return none;
    last = head.tag;
    if (head.tag === tag) {
      const previous = yield* valueOf(cursor, head, longestPrevious);
      yield* pass(cursor, head, encoding);
      return { offset, bytes: cursor.at - offset, previous, groupLength };
    }
    if (head.tag === groupLengthTag && head.length === 4) {
      const value = yield* valueOf(cursor, head, 4);
      groupLength = {
        valueOffset: offset + head.headBytes,
        value: encoding.bigEndian ? value.readUInt32BE(0) : value.readUInt32LE(0),
      };
    }
    yield* pass(cursor, head, encoding);
  }
}

function* valueOf(
  cursor: ByteCursor,
  { headBytes, length }: ElementHead,
  most: number,
): Generator<ByteRequest, Buffer, ByteWindow> {
  const wanted = Math.min(length, most);
  yield* cursor.fill(headBytes + wanted);
  const value = Buffer.from(cursor.slice(headBytes, wanted));
  if (length !== undefinedLength && value.length < wanted) throw brokenDataSet();
  return value;
}

/** Goes behind an element, which must be all there: what is cut off cannot be replaced. */
function* pass(
  cursor: ByteCursor,
  { vr, headBytes, length }: ElementHead,
  encoding: Encoding,
): Generator<ByteRequest, void, ByteWindow> {
  cursor.at += headBytes;
  if (length === undefinedLength) {
    if ((yield* skipSequence(cursor, encodingInside(vr, encoding))) !== "whole") throw brokenDataSet();
  } else cursor.at += length;
  if (cursor.isBeyond(cursor.at)) throw brokenDataSet();
}
