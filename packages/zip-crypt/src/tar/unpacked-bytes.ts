import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { damaged } from "../read/damaged.js";

const gzipMagic = [0x1f, 0x8b];

/**
 * Gives the bytes of a stream, decompressed where they begin as gzip does: what an archive is called says little about what it is.
 *
 * @throws {@link ScanferryError} `data/corrupt` where gzip finds damage or no end, and what the stream fails with
 */
export async function* unpackedBytes(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  try {
    const first: Uint8Array[] = [];
    let held = 0;
    while (held < gzipMagic.length) {
      const step = await iterator.next();
      if (step.done === true) break;
      first.push(step.value);
      held += step.value.length;
    }
    const begin = first.length === 1 && first[0] !== undefined ? first[0] : Buffer.concat(first);
    const all = resumed(begin, iterator);
    if (gzipMagic.every((byte, index) => begin[index] === byte)) yield* gunzipped(all);
    else yield* all;
  } finally {
    await iterator.return?.();
  }
}

async function* resumed(
  begin: Uint8Array,
  iterator: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (begin.length > 0) yield begin;
  for (let step = await iterator.next(); step.done !== true; step = await iterator.next()) yield step.value;
}

async function* gunzipped(compressed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  let failure: unknown;
  // The error of the source must come through as it is; zlib's own arrives at the loop below.
  pipeline(Readable.from(told(compressed, (error) => (failure = error))), gunzip, () => undefined);
  try {
    yield* gunzip as AsyncIterable<Buffer>;
  } catch (cause) {
    if (failure !== undefined) throw failure as Error;
    throw damaged("The archive is cut off or damaged: it cannot be decompressed to its end.", { cause });
  } finally {
    gunzip.destroy();
  }
}

async function* told(
  bytes: AsyncIterable<Uint8Array>,
  onError: (error: unknown) => void,
): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    onError(error);
    throw error;
  }
}
