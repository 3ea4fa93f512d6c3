/** Writes a NIfTI image of 8-bit voxels. */
export function makeNifti(
  shape: { version?: 1 | 2; little?: boolean; dims?: readonly number[]; magic?: string } = {},
): Buffer {
  const { version = 1, little = true, dims = [4, 3, 2] } = shape;
  const headBytes = version === 1 ? 348 : 540;
  const offset = headBytes + 4;
  const bytes = Buffer.alloc(offset + dims.reduce((a, b) => a * b, 1), 9);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  bytes.fill(0, 0, offset);
  view.setInt32(0, headBytes, little);
  bytes.write(shape.magic ?? `n+${String(version)}\0`, version === 1 ? 344 : 4, "latin1");
  for (const [index, length] of [dims.length, ...dims].entries()) {
    if (version === 1) view.setInt16(40 + 2 * index, length, little);
    else view.setBigInt64(16 + 8 * index, BigInt(length), little);
  }
  if (version === 1) {
    view.setInt16(72, 8, little);
    view.setFloat32(108, offset, little);
  } else {
    view.setInt16(14, 8, little);
    view.setBigInt64(168, BigInt(offset), little);
  }
  return bytes;
}
