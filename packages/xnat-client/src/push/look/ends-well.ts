import { readHeaderFromStream } from "@scanferry/dicom";

/**
 * Whether a file of this length has room for the pixels that its beginning announces; undefined where the beginning does not reach them, or nobody
 * knows the length.
 */
export async function endsWell(
  beginning: readonly Uint8Array[],
  sizeBytes: number | undefined,
): Promise<boolean | undefined> {
  if (sizeBytes === undefined) return undefined;
  if ((await readHeaderFromStream(beginning, { sizeBytes })).header !== undefined) return true;
  // Without the length, a beginning is only refused where it ends before the pixels.
  return (await readHeaderFromStream(beginning)).header === undefined ? undefined : false;
}
