import type { FileHandle } from "node:fs/promises";
import type { NiftiHeader } from "./parse-nifti-header.js";

/**
 * Whether an image holds fewer bytes than its header says.
 * Of a gzip file, the last four bytes give the uncompressed length modulo 2^32 (RFC 1952). In a file made of several gzip members they
 * speak of the last one alone; that is why a truncated image is a warning and not a refusal.
 */
export async function isTruncated(
  file: FileHandle,
  header: NiftiHeader,
  size: number,
  gzipped: boolean,
): Promise<boolean> {
  const voxels = header.dims.reduce((product, dim) => product * Math.max(dim, 1), 1);
  const needed = header.dataOffsetBytes + Math.ceil((voxels * header.bitsPerVoxel) / 8);
  if (!Number.isFinite(needed)) return false;
  if (!gzipped) return size < needed;
  if (needed >= 2 ** 32 || size < 18) return size < 18;
  const { buffer } = await file.read(Buffer.alloc(4), 0, 4, size - 4);
  return buffer.readUInt32LE(0) < needed;
}
