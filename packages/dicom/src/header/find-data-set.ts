import type { ByteCursor, ByteRequest, ByteWindow } from "./byte-cursor.js";
import { longestHead, readHead, undefinedLength, vrAt } from "./element-head.js";
import type { Encoding } from "./transfer-syntax.js";
import {
  encodingOf,
  explicitBig,
  explicitLittle,
  implicitLittle,
  isDeflated,
  syntaxOf,
} from "./transfer-syntax.js";

/** Where the data set begins, and how it is written. */
export interface DataSetStart {
  readonly hasPreamble: boolean;
  readonly encoding: Encoding;
  readonly transferSyntax: string;
  /** (0002,0002), which tells a DICOMDIR. */
  readonly mediaClass: string;
}

const mediaClassTag = 0x0002_0002;
const transferSyntaxTag = 0x0002_0010;

/** Moves the cursor to the first element of the data set; undefined when this is no DICOM file at all, "cut" when it ends before. */
export function* findDataSet(
  cursor: ByteCursor,
): Generator<ByteRequest, DataSetStart | "cut" | undefined, ByteWindow> {
  yield* cursor.fill(132 + longestHead);
  const hasPreamble = cursor.left >= 132 && cursor.slice(128, 4).toString("latin1") === "DICM";
  if (hasPreamble) cursor.at = 132;
  const meta = yield* readMeta(cursor);
  if (meta === undefined) return "cut";
  if (isDeflated(meta.syntax)) yield* cursor.inflate();
  yield* cursor.fill(longestHead);
  const isMarked = hasPreamble || cursor.at > 0;
  if (cursor.left < 8) return isMarked ? "cut" : undefined;
  const said = isMarked ? encodingOf(meta.syntax) : undefined;
  const encoding = said === undefined ? guess(cursor) : asWritten(cursor, said);
  if (encoding === undefined) return undefined;
  const transferSyntax = meta.syntax === "" ? syntaxOf(encoding) : meta.syntax;
  return { hasPreamble, encoding, transferSyntax, mediaClass: meta.mediaClass };
}

/**
 * Reads group 0002 element by element: its group length (0002,0000) is missing or wrong in too many files. It is always explicit little
 * endian. Undefined when the bytes end inside it.
 */
function* readMeta(
  cursor: ByteCursor,
): Generator<ByteRequest, { syntax: string; mediaClass: string } | undefined, ByteWindow> {
  const meta = { syntax: "", mediaClass: "" };
  for (;;) {
    yield* cursor.fill(longestHead);
    const head =
      cursor.left >= 2 && cursor.uint16(0, false) === 2 ? readHead(cursor, explicitLittle) : undefined;
    if (head === undefined || head.length === undefinedLength) return meta;
    const end = cursor.at + head.headBytes + head.length;
    if (cursor.isBeyond(end)) return undefined;
    if (head.tag === transferSyntaxTag || head.tag === mediaClassTag) {
      yield* cursor.fill(head.headBytes + Math.min(head.length, 256));
      const uid = cursor
        .slice(head.headBytes, Math.min(head.length, 256))
        .toString("latin1")
        .replace(/[\0 ]+$/, "");
      if (head.tag === transferSyntaxTag) meta.syntax = uid;
      else meta.mediaClass = uid;
    }
    cursor.at = end;
  }
}

/** Some files are not written as their meta header says: letters where a VR belongs, or none, decide. */
function asWritten(cursor: ByteCursor, said: Encoding): Encoding {
  const hasVr = vrAt(cursor) !== "";
  if (hasVr === said.explicit) return said;
  return hasVr ? explicitLittle : said.bigEndian ? said : implicitLittle;
}

/** Without a meta header: a data set begins with group 0008 (a file set with 0004), in one of three ways. */
function guess(cursor: ByteCursor): Encoding | undefined {
  const little = cursor.uint16(0, false);
  const big = cursor.uint16(0, true);
  const begins = (group: number): boolean => group === 0x0008 || group === 0x0004;
  if (vrAt(cursor) !== "") return begins(little) ? explicitLittle : begins(big) ? explicitBig : undefined;
  const length = cursor.uint32(4, false);
  return begins(little) && !cursor.isBeyond(cursor.at + 8 + length) ? implicitLittle : undefined;
}
