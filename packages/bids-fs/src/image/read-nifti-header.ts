import { ScanferryError } from "@scanferry/transfer";
import { checkImage } from "./check-image.js";
import type { NiftiHeader } from "./parse-nifti-header.js";

/**
 * Reads the header of a `.nii` or `.nii.gz` file from its first 8 KiB.
 *
 * @throws {@link ScanferryError} local/not-found where the content is not there; data/corrupt where it is no NIfTI image; local/denied
 *
 * @example
 * ```ts
 * const { dims } = await readNiftiHeader("sub-01_T1w.nii.gz"); // e.g. [192, 256, 256]
 * ```
 */
export async function readNiftiHeader(path: string): Promise<NiftiHeader> {
  const check = await checkImage(path);
  if (check.header !== undefined) return check.header;
  const { code, message, hint } = check.problem;
  throw new ScanferryError(code, message, { hint, subject: path });
}
