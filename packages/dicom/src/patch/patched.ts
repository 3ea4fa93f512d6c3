import { throwIfAborted } from "@scanferry/transfer";
import { DicomFile } from "./dicom-file.js";
import type { ElementPatch } from "./element-patch.js";
import { editedPieces } from "./edited-pieces.js";
import { planEdits, type EditPlan } from "./plan-edits.js";

/** A DICOM file as it would be with one element put in. */
export interface PatchedFile {
  /** Size of the whole; `undefined` for deflated files, whose size is known only once they are deflated again. */
  readonly sizeBytes: number | undefined;
  /** Where the data set begins, behind preamble and meta header. */
  readonly dataSetOffset: number;
  /** As the meta header says, else as the elements look. */
  readonly transferSyntax: string;
  /** The value that was there, as it lay in the file, padding included, at most 64 KiB of it; `undefined` where the element is new. */
  readonly previous: Buffer | undefined;
  /**
   * The bytes, in pieces of at most 256 KiB. Each call opens the file anew.
   *
   * @param fromByte 0 or `dataSetOffset` @default 0
   * @throws {@link ScanferryError} `data/size-mismatch` · `data/corrupt` · `local/*`
   */
  chunks(fromByte?: number): AsyncIterable<Buffer>;
}

/**
 * Replaces or inserts one element of a DICOM file while it is read; nothing is written to the disk. Every other byte of the data set
 * stays as it is, private elements and sequences included. A group length (gggg,0000) before the element is corrected; the
 * retired (0008,0001) is left alone. A deflated data set is inflated and deflated again: its elements are the same, its packed bytes are not.
 *
 * Only the headers up to the element are looked at, in constant memory.
 *
 * @throws {@link ScanferryError} `input/invalid` · `data/corrupt` · `local/not-found` · `local/denied` · `aborted`
 * @example
 * ```ts
 * const file = await patched("0001.dcm", { tag: 0x00104000, value: "Project:P Subject:S Session:E" });
 * for await (const chunk of file.chunks()) process.stdout.write(chunk);
 * ```
 */
export async function patched(
  path: string,
  patch: ElementPatch,
  options: { signal?: AbortSignal | undefined } = {},
): Promise<PatchedFile> {
  throwIfAborted(options.signal);
  const file = await DicomFile.open(path);
  const { sizeBytes } = file;
  try {
    const plan = await file.follow(planEdits(await file.head(), sizeBytes, patch));
    const { dataSetOffset, transferSyntax, previous } = plan;
    const grown = plan.edits.reduce((sum, { bytes, removed }) => sum + bytes.length - removed, 0);
    return {
      sizeBytes: plan.isDeflated ? undefined : sizeBytes + grown,
      dataSetOffset,
      transferSyntax,
      previous,
      chunks: (fromByte = 0) => chunks(path, sizeBytes, plan, fromByte),
    };
  } finally {
    await file.close();
  }
}

async function* chunks(
  path: string,
  sizeBytes: number,
  plan: EditPlan,
  fromByte: number,
): AsyncGenerator<Buffer, void, undefined> {
  // The places of the edits were found in the file as it was.
  const file = await DicomFile.open(path, { sizeBytes });
  try {
    yield* editedPieces(file, plan, fromByte);
  } finally {
    await file.close();
  }
}
