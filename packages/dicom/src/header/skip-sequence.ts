import type { ByteCursor, ByteRequest, ByteWindow } from "./byte-cursor.js";
import { longestHead, readHead, undefinedLength } from "./element-head.js";
import type { Encoding } from "./transfer-syntax.js";
import { implicitLittle } from "./transfer-syntax.js";

/** How a walk over elements went: to its end, out of bytes, or into something that is no DICOM. */
export type Walked = "whole" | "cut" | "malformed";

export const itemTag = 0xfffe_e000;
export const itemEndTag = 0xfffe_e00d;
export const sequenceEndTag = 0xfffe_e0dd;

/** Real files nest less than ten deep; the list of levels must not grow with a made-up file. */
const deepest = 1000;

/** What the walk is inside of: a list of items, or one item's elements. */
interface Level {
  readonly ofItems: boolean;
  readonly encoding: Encoding;
}

/** The encoding inside a value of undefined length: that of UN is implicit little endian whatever is around it (PS3.5 6.2.2, note 2). */
export function encodingInside(vr: string, encoding: Encoding): Encoding {
  return vr === "UN" ? implicitLittle : encoding;
}

/**
 * Moves the cursor behind a sequence, or encapsulated pixels, of undefined length. Values of known length are passed over unread.
 * It keeps a list of levels instead of calling itself: a made-up file may nest deeper than the call stack.
 */
export function* skipSequence(
  cursor: ByteCursor,
  encoding: Encoding,
): Generator<ByteRequest, Walked, ByteWindow> {
  const levels: Level[] = [{ ofItems: true, encoding }];
  for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
    if (cursor.left < longestHead) yield* cursor.fill(longestHead);
    const head = readHead(cursor, level.encoding);
    if (head === undefined) return "cut";
    const { tag, length } = head;
    cursor.at += head.headBytes;
    if (tag === (level.ofItems ? sequenceEndTag : itemEndTag)) levels.pop();
    else if (level.ofItems ? tag !== itemTag : tag >= itemTag) return "malformed";
    else if (levels.length > deepest) return "malformed";
    else if (length !== undefinedLength) {
      cursor.at += length;
      if (cursor.isBeyond(cursor.at)) return "cut";
    } else if (level.ofItems) levels.push({ ofItems: false, encoding: level.encoding });
    else levels.push({ ofItems: true, encoding: encodingInside(head.vr, level.encoding) });
  }
  return "whole";
}
