import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { CONTRASTS, type PhantomSuffix } from "./contrast.js";
import { drawVariation, type HeadVariation, tissueAt } from "./head-model.js";
import { niftiHeader, type Shape } from "./nifti-header.js";
import { seededRandom } from "./seeded-random.js";

/** What one phantom image looks like. */
export interface PhantomImageOptions {
  readonly suffix: PhantomSuffix;
  readonly shape: Shape;
  readonly voxelMm: number;
  /** Same words, same bytes. */
  readonly seed: string;
  /** Head of the participant; images of one head share it. */
  readonly head: string;
  /** Written with gzip when the path ends in `.gz`. */
  readonly path: string;
}

/** Writes one image slice by slice and returns its size in bytes. */
export async function writePhantomImage(options: PhantomImageOptions): Promise<number> {
  const source = Readable.from(imageBytes(options), { objectMode: false });
  const sink = createWriteStream(options.path);
  if (options.path.endsWith(".gz")) await pipeline(source, createGzip({ level: 6 }), sink);
  else await pipeline(source, sink);
  return (await stat(options.path)).size;
}

function* imageBytes(options: PhantomImageOptions): Generator<Buffer> {
  const { shape, voxelMm, suffix } = options;
  const head = drawVariation(seededRandom(options.seed, options.head));
  const noise = seededRandom(options.seed, options.head, suffix);
  yield niftiHeader(shape, voxelMm, `Scanferry phantom ${suffix}`);
  for (let slice = 0; slice < shape[2]; slice += 1) yield sliceBytes(shape, slice, suffix, head, noise);
}

function sliceBytes(
  shape: Shape,
  slice: number,
  suffix: PhantomSuffix,
  head: HeadVariation,
  noise: () => number,
): Buffer {
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
