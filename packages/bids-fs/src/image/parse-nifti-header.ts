/** The part of a NIfTI-1 or NIfTI-2 header that says how large the image is. */
export interface NiftiHeader {
  readonly version: 1 | 2;
  readonly littleEndian: boolean;
  /** Sizes along the axes, e.g. `[192, 256, 256]`, in voxels. */
  readonly dims: readonly number[];
  /** Distances along the same axes, in the header's units (millimetres, as a rule). */
  readonly voxelSizes: readonly number[];
  /** The NIfTI code of the data type, e.g. 4 for 16-bit integers. */
  readonly datatype: number;
  readonly bitsPerVoxel: number;
  /** Where the voxels begin in the uncompressed file, in bytes. */
  readonly dataOffsetBytes: number;
}

/** So many bytes decide: a NIfTI-2 header; NIfTI-1 needs 348. */
export const niftiHeaderBytes = 540;

/**
 * Reads the header at the beginning of an uncompressed NIfTI file; `undefined` where there is none.
 * Layout: nifti1.h (348 bytes, magic `n+1` or `ni1` at 344) and nifti2.h (540 bytes, magic `n+2` or `ni2` at 4), NIMH;
 * the first number is the header's size and tells the byte order.
 */
export function parseNiftiHeader(bytes: Uint8Array): NiftiHeader | undefined {
  if (bytes.byteLength < 348) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const littleEndian of [true, false]) {
    const size = view.getInt32(0, littleEndian);
    if (size === 348) return parseVersion1(view, littleEndian);
    if (size === 540 && bytes.byteLength >= 540) return parseVersion2(view, littleEndian);
  }
  return undefined;
}

function parseVersion1(view: DataView, littleEndian: boolean): NiftiHeader | undefined {
  if (!/^n(\+|i)1\0$/.test(text(view, 344, 4))) return undefined;
  return finish({
    version: 1,
    littleEndian,
    dims: read(8, (i) => view.getInt16(40 + 2 * i, littleEndian)),
    voxelSizes: read(8, (i) => view.getFloat32(76 + 4 * i, littleEndian)),
    datatype: view.getInt16(70, littleEndian),
    bitsPerVoxel: view.getInt16(72, littleEndian),
    dataOffsetBytes: view.getFloat32(108, littleEndian),
  });
}

function parseVersion2(view: DataView, littleEndian: boolean): NiftiHeader | undefined {
  if (!/^n(\+|i)2\0$/.test(text(view, 4, 4))) return undefined;
  return finish({
    version: 2,
    littleEndian,
    dims: read(8, (i) => Number(view.getBigInt64(16 + 8 * i, littleEndian))),
    voxelSizes: read(8, (i) => view.getFloat64(104 + 8 * i, littleEndian)),
    datatype: view.getInt16(12, littleEndian),
    bitsPerVoxel: view.getInt16(14, littleEndian),
    dataOffsetBytes: Number(view.getBigInt64(168, littleEndian)),
  });
}

/** The first number of both rows says how many axes there are; a number outside 1 to 7 means that this is no header. */
function finish(raw: NiftiHeader): NiftiHeader | undefined {
  const axes = raw.dims[0] ?? 0;
  if (axes < 1 || axes > 7) return undefined;
  return { ...raw, dims: raw.dims.slice(1, axes + 1), voxelSizes: raw.voxelSizes.slice(1, axes + 1) };
}

function read(count: number, at: (i: number) => number): number[] {
  return Array.from({ length: count }, (_, i) => at(i));
}

function text(view: DataView, at: number, length: number): string {
  return String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at, length));
}
