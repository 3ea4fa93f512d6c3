import { ScanferryError } from "@scanferry/transfer";
import type { DataSetPlace } from "../header/parse-header.js";
import type { OpenFile } from "../header/parse-file.js";
import { FilePieces } from "../header/parse-file.js";
import { isDeflated, syntaxOf } from "../header/transfer-syntax.js";

/** A file as dcmjs takes it. */
export interface DataSetBytes {
  /** With a preamble and a meta header of ours, not deflated, and without its pixels. */
  readonly bytes: Buffer;
  /** The character set that its texts are in, where dcmjs was told Latin-1 instead; it knows one set at a time, and not all of them. */
  readonly characterSet?: string;
}

/** The sets that dcmjs reads rightly, or that are too short to be written over. */
const knownToDcmjs = /^(?:|ISO_IR 6|ISO_IR 100|ISO_IR 192|GBK|GB18030)$/;
/** Real ones have some megabytes beside their pixels. */
const largestSet = 256 * 1024 * 1024;
const latin1 = "ISO_IR 100";

/** Reads what dcmjs is to be given. */
export async function dataSetBytes(
  file: OpenFile,
  place: DataSetPlace,
  transferSyntax: string,
): Promise<DataSetBytes> {
  const { offset, encoding, pixels, end = offset } = place;
  const pieces = new FilePieces(file, 0);
  try {
    if (isDeflated(transferSyntax)) await pieces.answer({ inflateFrom: offset });
    const before = await read(pieces, offset, pixels?.offset ?? end);
    const behind = pixels?.end === undefined ? Buffer.alloc(0) : await read(pieces, pixels.end, end);
    const characterSet = replaceCharacterSet(before, place);
    const bytes = Buffer.concat([fileStart(syntaxOf(encoding)), before, behind]);
    return characterSet === undefined ? { bytes } : { bytes, characterSet };
  } finally {
    await pieces.close();
  }
}

function replaceCharacterSet(dataSet: Buffer, { offset, characterSet }: DataSetPlace): string | undefined {
  if (characterSet === undefined) return undefined;
  const from = characterSet.offset - offset;
  const value = dataSet.subarray(from, from + characterSet.length);
  const text = value.toString("latin1").trim();
  if (knownToDcmjs.test(text) || value.length < latin1.length) return undefined;
  value.write(latin1.padEnd(value.length), "latin1");
  return text;
}

async function read(pieces: FilePieces, from: number, to: number): Promise<Buffer> {
  if (to - from > largestSet) throw tooLarge();
  const { bytes } = await pieces.answer({ offset: from, length: to - from });
  return bytes.subarray(0, to - from);
}

function tooLarge(): ScanferryError {
  return new ScanferryError(
    "input/invalid",
    "The data set is too large to be read whole, even without its pixels.",
    {
      hint: "Read its header alone.",
      details: { limitBytes: largestSet },
    },
  );
}

/** Preamble and meta header; dcmjs refuses files without. */
function fileStart(transferSyntax: string): Buffer {
  const uid = Buffer.from(transferSyntax.length % 2 === 0 ? transferSyntax : `${transferSyntax}\0`);
  const syntax = Buffer.concat([Buffer.from([2, 0, 0x10, 0, 0x55, 0x49, uid.length, 0]), uid]);
  const length = Buffer.from([2, 0, 0, 0, 0x55, 0x4c, 4, 0, syntax.length, 0, 0, 0]);
  return Buffer.concat([Buffer.alloc(128), Buffer.from("DICM"), length, syntax]);
}
