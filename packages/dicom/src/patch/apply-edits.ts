/** Bytes to be put in place of others. */
export interface Edit {
  readonly offset: number;
  readonly removed: number;
  readonly bytes: Buffer;
}

/**
 * Passes bytes on with some replaced.
 *
 * @param pieces the bytes from `start` on
 * @param edits in the order of their offsets, none within another; those before `start` are left out
 */
export async function* applyEdits(
  pieces: AsyncIterable<Buffer>,
  edits: readonly Edit[],
  start = 0,
): AsyncGenerator<Buffer, void, undefined> {
  const waiting = edits.filter(({ offset }) => offset >= start);
  let at = start;
  let skip = 0;
  for await (const piece of pieces) {
    let rest = piece;
    while (rest.length > 0) {
      const dropped = Math.min(skip, rest.length);
      rest = rest.subarray(dropped);
      at += dropped;
      skip -= dropped;
      const [edit] = waiting;
      const plain = skip > 0 ? 0 : Math.min(rest.length, (edit?.offset ?? Infinity) - at);
      if (plain > 0) yield rest.subarray(0, plain);
      rest = rest.subarray(plain);
      at += plain;
      if (edit !== undefined && skip === 0 && at === edit.offset && rest.length > 0) {
        if (edit.bytes.length > 0) yield edit.bytes;
        skip = edit.removed;
        void waiting.shift();
      }
    }
  }
  // What belongs behind the last byte.
  for (const { bytes } of waiting) yield bytes;
}
