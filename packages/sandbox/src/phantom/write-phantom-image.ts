import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { PhantomSuffix } from "./contrast.js";
import { drawVariation } from "./head-model.js";
import { niftiHeader, type Shape } from "./nifti-header.js";
import { seededRandom } from "./seeded-random.js";
import { sliceBytes } from "./slice-bytes.js";

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
  for (let slice = 0; slice < shape[2]; slice += 1) yield sliceBytes({ shape, suffix, head, noise }, slice);
}
