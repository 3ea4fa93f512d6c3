import { ByteCursor, type ByteRequest, type ByteWindow } from "../../header/byte-cursor.js";
import { findDataSet } from "../../header/find-data-set.js";
import { unreadableError } from "../../header/unreadable-error.js";
import { DicomFile } from "../../patch/dicom-file.js";
import { patched } from "../../patch/patched.js";
import type { SendFile } from "./send-file.js";

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
  for await (const piece of file.patch === undefined ? plain(file.path) : changed(file, onReplaced)) {
    const even = waiting.length & ~1;
    if (even > 0) yield { bytes: waiting.subarray(0, even), isLast: false };
    waiting = even === waiting.length ? piece : Buffer.concat([waiting.subarray(even), piece]);
  }
  const isOdd = waiting.length % 2 === 1;
  yield { bytes: isOdd ? Buffer.concat([waiting, Buffer.alloc(1)]) : waiting, isLast: true };
}

async function* plain(path: string): AsyncGenerator<Buffer, void, undefined> {
  const file = await DicomFile.open(path);
  try {
    const first = await file.piece(0);
    const offset = await file.follow(dataSetOffset(first, file.sizeBytes));
    // The usual file has its meta header, and much of its data set, in the first piece.
    yield first.subarray(offset);
    yield* file.pieces(Math.max(offset, first.length));
  } finally {
    await file.close();
  }
}

function* dataSetOffset(first: Buffer, sizeBytes: number): Generator<ByteRequest, number, ByteWindow> {
  const cursor = new ByteCursor(first, sizeBytes);
  const start = yield* findDataSet(cursor);
  if (start === undefined || start === "cut")
    throw unreadableError(start === "cut" ? "truncated" : "not-dicom");
  return cursor.at;
}

async function* changed(
  { path, patch }: SendFile,
  onReplaced: (previous: Buffer) => void,
): AsyncGenerator<Buffer, void, undefined> {
  if (patch === undefined) return;
  const file = await patched(path, patch);
  if (file.previous !== undefined) onReplaced(file.previous);
  yield* file.chunks(file.dataSetOffset);
}
