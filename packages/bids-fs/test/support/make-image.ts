import { gzipSync } from "node:zlib";

interface ImageOptions {
  readonly version?: 1 | 2;
  readonly littleEndian?: boolean;
  readonly dims?: readonly number[];
}

/** A whole small NIfTI image of 16-bit integers, written after nifti1.h and nifti2.h and without the code under test. */
export function makeNii({ version = 1, littleEndian = true, dims = [2, 3, 4] }: ImageOptions = {}): Buffer {
  const offset = version === 1 ? 352 : 544;
  const voxels = dims.reduce((product, dim) => product * dim, 1);
  const bytes = Buffer.alloc(offset + 2 * voxels, 7);
  bytes.fill(0, 0, offset);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const row = [dims.length, ...dims, 1, 1, 1, 1, 1, 1, 1].slice(0, 8);
  if (version === 1) {
    view.setInt32(0, 348, littleEndian);
    row.forEach((dim, i) => view.setInt16(40 + 2 * i, dim, littleEndian));
    view.setInt16(70, 4, littleEndian);
    view.setInt16(72, 16, littleEndian);
    row.forEach((_, i) => view.setFloat32(76 + 4 * i, 1.5, littleEndian));
    view.setFloat32(108, offset, littleEndian);
    bytes.write("n+1\0", 344, "latin1");
  } else {
    view.setInt32(0, 540, littleEndian);
    bytes.write("n+2\0\r\n\x1a\n", 4, "latin1");
    view.setInt16(12, 4, littleEndian);
    view.setInt16(14, 16, littleEndian);
    row.forEach((dim, i) => view.setBigInt64(16 + 8 * i, BigInt(dim), littleEndian));
    row.forEach((_, i) => view.setFloat64(104 + 8 * i, 1.5, littleEndian));
    view.setBigInt64(168, BigInt(offset), littleEndian);
  }
  return bytes;
}

/** The same, compressed. */
export function makeNiiGz(options: ImageOptions = {}): Buffer {
  return gzipSync(makeNii(options));
}
