import type { ByteStream } from "../../streams/byte-stream.js";

/** Takes the beginning of a body into memory, up to `limitBytes`; what comes back is the same body, whether that was the whole or not. */
export async function gather(
  body: ByteStream,
  limitBytes: number,
): Promise<{ whole: boolean; bytes: number; body: ByteStream }> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const iterator = body[Symbol.asyncIterator]();
  let whole = false;
  while (bytes <= limitBytes && !whole) {
    const next = await iterator.next();
    if (next.done === true) whole = true;
    else {
      chunks.push(next.value);
      bytes += next.value.byteLength;
    }
  }
  async function* again(): AsyncGenerator<Uint8Array, void, undefined> {
    yield* chunks;
    if (whole) return;
    try {
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
        yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return {
    whole,
    bytes,
    body: {
      [Symbol.asyncIterator]: again,
      release: (chunk) => body.release?.(chunk),
    },
  };
}
