import { againstEnd, type Judge, type Verdict } from "./verdict.js";

/** So many bytes hold the header of NIfTI-2; NIfTI-1 needs 348. */
export const niftiHeadBytes = 540;

/**
 * Gives the place behind the last voxel, or nothing where the bytes are no NIfTI header. The header's own size comes first (348 or 540)
 * and tells the byte order; the magic is at 344 (`n+1`, `ni1`) or 4 (`n+2`, `ni2`): nifti1.h and nifti2.h, NIMH.
 */
export function niftiEnd(head: Buffer): number | "unknown" | undefined {
  if (head.length < 348) return undefined;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  for (const little of [true, false]) {
    const size = view.getInt32(0, little);
    if (size === 348 && /^n[+i]1\0$/.test(head.toString("latin1", 344, 348))) {
      const dims = Array.from({ length: 8 }, (_, i) => view.getInt16(40 + 2 * i, little));
      return endOf(dims, view.getInt16(72, little), view.getFloat32(108, little));
    }
    if (size === 540 && head.length >= 540 && /^n[+i]2\0$/.test(head.toString("latin1", 4, 8))) {
      const dims = Array.from({ length: 8 }, (_, i) => Number(view.getBigInt64(16 + 8 * i, little)));
      return endOf(dims, view.getInt16(14, little), Number(view.getBigInt64(168, little)));
    }
  }
  return undefined;
}

function endOf(dims: readonly number[], bitsPerVoxel: number, offset: number): number | "unknown" {
  const axes = dims[0] ?? 0;
  // An offset of 0 belongs to the pair of .hdr and .img, whose voxels are elsewhere.
  if (axes < 1 || axes > 7 || bitsPerVoxel <= 0 || !(offset >= 348)) return "unknown";
  const voxels = dims.slice(1, axes + 1).reduce((product, dim) => product * Math.max(dim, 1), 1);
  const end = Math.ceil(offset) + Math.ceil((voxels * bitsPerVoxel) / 8);
  return Number.isSafeInteger(end) ? end : "unknown";
}

/** An uncompressed NIfTI image, whose header says how many voxels there are. */
export const judgeNifti: Judge = {
  headBytes: niftiHeadBytes,
  judge(head, bytes): Verdict {
    const end = niftiEnd(head);
    if (end === undefined) return "wrong";
    return end === "unknown" ? "unproven" : againstEnd(bytes, end);
  },
};
