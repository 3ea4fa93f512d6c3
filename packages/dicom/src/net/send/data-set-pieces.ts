import { ByteCursor, type ByteRequest, type ByteWindow } from "../../header/byte-cursor.js";
import { findDataSet } from "../../header/find-data-set.js";
import { parseHeader } from "../../header/parse-header.js";
import { unreadableError } from "../../header/unreadable-error.js";
import { changedFile, DicomFile } from "../../patch/dicom-file.js";
import { editedPieces } from "../../patch/edited-pieces.js";
import { planEdits } from "../../patch/plan-edits.js";
import type { SendFile } from "./send-file.js";

/** Pieces up to this size together are sent as one. */
const mostTogether = 262_144;

const sopInstanceUid = 0x0008_0018;
/** The UIDs are all that is looked at. */
const identity = { toTheEnd: false, identityAlone: true };

/** Part of a data set. */
export interface DataSetPiece {
  /** An even number of bytes. */
  readonly bytes: Buffer;
  readonly isLast: boolean;
}

/**
 * Reads a file's data set, everything behind the meta header, as it lies there. A data set of odd length, as some deflated files have it, gets
 * a zero byte at its end: PS3.5 A.5 asks for it, and DCMTK 3.6.7 aborts the association at a fragment of odd length.
 *
 * @param onReplaced gets the value that a patch takes the place of, where there was one
 * @throws {@link ScanferryError} `local/*` · `data/corrupt` · `data/size-mismatch`
 */
export async function* dataSetPieces(
  file: SendFile,
  onReplaced: (previous: Buffer) => void,
): AsyncGenerator<DataSetPiece, void, undefined> {
  // Which piece is the last is known only behind it, and a fragment must not have an odd length: so each waits for the next one.
  let waiting: Buffer = Buffer.alloc(0);
  for await (const piece of wholePieces(file, onReplaced)) {
    // A patch cuts its file into short pieces: together they go out at once.
    if (waiting.length + piece.length <= mostTogether) {
      waiting = waiting.length === 0 ? piece : Buffer.concat([waiting, piece]);
      continue;
    }
    const even = waiting.length & ~1;
    if (even > 0) yield { bytes: waiting.subarray(0, even), isLast: false };
    waiting = even === waiting.length ? piece : Buffer.concat([waiting.subarray(even), piece]);
  }
  const isOdd = waiting.length % 2 === 1;
  yield { bytes: isOdd ? Buffer.concat([waiting, Buffer.alloc(1)]) : waiting, isLast: true };
}

async function* wholePieces(
  { path, patch, header, sizeBytes, mtimeMs }: SendFile,
  onReplaced: (previous: Buffer) => void,
): AsyncGenerator<Buffer, void, undefined> {
  const file = await DicomFile.open(path, { sizeBytes, mtimeMs });
  try {
    const head = await file.head();
    // Scanners write the next patient's images under the same names: what is announced must be what is sent.
    const { header: own } = await file.follow(parseHeader(head, { sizeBytes: file.sizeBytes, ...identity }));
    const isRenamed = patch?.tag === sopInstanceUid;
    if (own !== undefined && own.sopInstanceUid !== header.sopInstanceUid && !isRenamed)
      throw changedFile(path);
    if (patch === undefined) {
      yield* file.pieces(await file.follow(dataSetOffset(head, file.sizeBytes)));
    } else {
      const plan = await file.follow(planEdits(head, file.sizeBytes, patch));
      if (plan.previous !== undefined) onReplaced(plan.previous);
      yield* editedPieces(file, plan, plan.dataSetOffset);
    }
    await file.checkSame();
  } finally {
    await file.close();
  }
}

function* dataSetOffset(head: Buffer, sizeBytes: number): Generator<ByteRequest, number, ByteWindow> {
  const cursor = new ByteCursor(head, sizeBytes);
  const start = yield* findDataSet(cursor);
  if (start === undefined || start === "cut")
    throw unreadableError(start === "cut" ? "truncated" : "not-dicom");
  return cursor.at;
}
