/** Size of an image in voxels along right, front and top. */
export type Shape = readonly [number, number, number];

/** Bytes before the first voxel: the header and four bytes that say that no extension follows. */
export const HEADER_BYTES = 352;

/**
 * A NIfTI-1 header for one volume of 16-bit integers whose axes point right, front and top, with the origin in the middle;
 * sform and qform say the same. Offsets as in nifti1.h.
 */
export function niftiHeader(shape: Shape, voxelMm: number, description: string): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeInt32LE(348, 0);
  header.writeInt16LE(3, 40);
  shape.forEach((size, axis) => header.writeInt16LE(size, 42 + 2 * axis));
  for (let axis = 3; axis < 7; axis += 1) header.writeInt16LE(1, 42 + 2 * axis);
  header.writeInt16LE(4, 70);
  header.writeInt16LE(16, 72);
  header.writeFloatLE(1, 76);
  for (let axis = 1; axis <= 3; axis += 1) header.writeFloatLE(voxelMm, 76 + 4 * axis);
  header.writeFloatLE(HEADER_BYTES, 108);
  header.writeFloatLE(1, 112);
  header.writeUInt8(10, 123); // millimeters and seconds
  header.writeFloatLE(1000, 124);
  header.write(description.slice(0, 79), 148, "latin1");
  header.writeInt16LE(1, 252);
  header.writeInt16LE(1, 254);
  shape.forEach((size, axis) => {
    const offset = (-voxelMm * (size - 1)) / 2;
    header.writeFloatLE(offset, 268 + 4 * axis);
    header.writeFloatLE(voxelMm, 280 + 16 * axis + 4 * axis);
    header.writeFloatLE(offset, 280 + 16 * axis + 12);
  });
  header.write("n+1\0", 344, "latin1");
  return header;
}
