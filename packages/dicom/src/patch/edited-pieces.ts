import { applyEdits } from "./apply-edits.js";
import type { DicomFile } from "./dicom-file.js";
import type { EditPlan } from "./plan-edits.js";
import { deflated, inflated } from "./zlib-pieces.js";

/**
 * Reads an open file with its edits done.
 *
 * @param fromByte 0 or the data set's offset
 * @throws {@link ScanferryError} `data/size-mismatch` · `data/corrupt` · `local/*`
 */
export async function* editedPieces(
  file: DicomFile,
  { edits, dataSetOffset, isDeflated }: EditPlan,
  fromByte: number,
): AsyncGenerator<Buffer, void, undefined> {
  if (isDeflated) {
    yield* file.pieces(fromByte, dataSetOffset);
    yield* deflated(applyEdits(inflated(file.pieces(dataSetOffset)), edits, dataSetOffset));
  } else yield* applyEdits(file.pieces(fromByte), edits, fromByte);
}
