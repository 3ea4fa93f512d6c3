import type { ByteCursor } from "./byte-cursor.js";
import type { Encoding } from "./transfer-syntax.js";

/** A length that is told by a delimiter instead. */
export const undefinedLength = 0xffff_ffff;

/** What stands before an element's value. */
export interface ElementHead {
  /** Group and element as one number: 0x00100020 is (0010,0020). */
  readonly tag: number;
  /** Two letters; "" in implicit encoding, and for items and delimiters. */
  readonly vr: string;
  readonly length: number;
  /** Bytes before the value. */
  readonly headBytes: number;
}

/** The longest head: tag, VR, two reserved bytes, length of four bytes. */
export const longestHead = 12;

/** Value representations whose length takes four bytes (PS3.5 7.1.2). */
const longVrs: ReadonlySet<string> = new Set([
  "OB",
  "OD",
  "OF",
  "OL",
  "OV",
  "OW",
  "SQ",
  "SV",
  "UC",
  "UN",
  "UR",
  "UT",
  "UV",
]);

/** Reads the head at the cursor; undefined when the bytes end inside it. */
export function readHead(cursor: ByteCursor, encoding: Encoding): ElementHead | undefined {
  if (cursor.left < 8) return undefined;
  const { bigEndian } = encoding;
  const tag = cursor.uint16(0, bigEndian) * 65_536 + cursor.uint16(2, bigEndian);
  // Items and delimiters never have a VR. An element without letters in an explicit data set is implicit: some scanners write private ones so.
  const vr = encoding.explicit && tag < 0xfffe_0000 ? vrAt(cursor) : "";
  if (vr === "") return { tag, vr, length: cursor.uint32(4, bigEndian), headBytes: 8 };
  if (!longVrs.has(vr)) return { tag, vr, length: cursor.uint16(6, bigEndian), headBytes: 8 };
  if (cursor.left < longestHead) return undefined;
  return { tag, vr, length: cursor.uint32(8, bigEndian), headBytes: longestHead };
}

/** The two capital letters of a VR, or "". */
export function vrAt(cursor: ByteCursor): string {
  const first = cursor.byte(4);
  const second = cursor.byte(5);
  const letters = first >= 65 && first <= 90 && second >= 65 && second <= 90;
  return letters ? String.fromCharCode(first, second) : "";
}
