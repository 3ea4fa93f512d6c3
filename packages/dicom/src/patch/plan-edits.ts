import { ByteCursor, type ByteRequest, type ByteWindow } from "../header/byte-cursor.js";
import { findDataSet } from "../header/find-data-set.js";
import { isDeflated } from "../header/transfer-syntax.js";
import type { Edit } from "./apply-edits.js";
import { brokenDataSet } from "./broken-data-set.js";
import type { ElementPatch } from "./element-patch.js";
import { encodeElement, writeUnsigned } from "./encode-element.js";
import { findPlace } from "./find-place.js";

/** What has to change in a file. */
export interface EditPlan {
  readonly dataSetOffset: number;
  readonly transferSyntax: string;
  readonly isDeflated: boolean;
  /** Their offsets count from the file's beginning; in a deflated file as if the data set stood there inflated. */
  readonly edits: readonly Edit[];
  readonly previous: Buffer | undefined;
}

/**
 * Finds what one element's change does to the bytes of a file.
 *
 * @param head the file's first bytes, as many as are at hand
 * @throws {@link ScanferryError} `input/invalid` · `data/corrupt`
 */
export function* planEdits(
  head: Buffer,
  sizeBytes: number,
  patch: ElementPatch,
): Generator<ByteRequest, EditPlan, ByteWindow> {
  const cursor = new ByteCursor(head, sizeBytes);
  const start = yield* findDataSet(cursor);
  if (start === undefined || start === "cut") throw brokenDataSet();
  const { encoding, transferSyntax } = start;
  const dataSetOffset = cursor.at;
  const bytes = encodeElement(patch, encoding);
  const place = yield* findPlace(cursor, encoding, patch.tag);
  const edits: Edit[] = [{ offset: place.offset, removed: place.bytes, bytes }];
  if (place.groupLength !== undefined) {
    const { valueOffset, value } = place.groupLength;
    const corrected = Buffer.alloc(4);
    writeUnsigned(corrected, (value + bytes.length - place.bytes) >>> 0, 0, 4, encoding);
    edits.unshift({ offset: valueOffset, removed: 4, bytes: corrected });
  }
  return {
    dataSetOffset,
    transferSyntax,
    isDeflated: isDeflated(transferSyntax),
    edits,
    previous: place.previous,
  };
}
