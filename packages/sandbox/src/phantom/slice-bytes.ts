import { CONTRASTS, type PhantomSuffix } from "./contrast.js";
import { tissueAt, type HeadVariation } from "./head-model.js";
import type { Shape } from "./nifti-header.js";

/** What the slices of one image have in common. */
export interface SliceMaker {
  readonly shape: Shape;
  readonly suffix: PhantomSuffix;
  readonly head: HeadVariation;
  /** Numbers in [0, 1); each slice draws on. */
  readonly noise: () => number;
}

/** One slice from above, 16 bits per voxel, from the left and back to the right and front. */
export function sliceBytes({ shape, suffix, head, noise }: SliceMaker, slice: number): Buffer {
  const [width, height, depth] = shape;
  const contrast = CONTRASTS[suffix];
  const bytes = Buffer.alloc(width * height * 2);
  const top = centered(slice, depth);
  for (let row = 0; row < height; row += 1) {
    const front = centered(row, height);
    for (let column = 0; column < width; column += 1) {
      const value = contrast[tissueAt(centered(column, width), front, top, head)];
      // Three uniform draws make a bell that is good enough for an image.
      const bell = (noise() + noise() + noise() - 1.5) * 24;
      const seen = Math.abs(Math.round(value + bell));
      bytes.writeInt16LE(seen, 2 * (row * width + column));
    }
  }
  return bytes;
}

function centered(index: number, size: number): number {
  return size === 1 ? 0 : (2 * index) / (size - 1) - 1;
}
