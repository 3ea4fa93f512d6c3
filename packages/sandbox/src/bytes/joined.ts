const JOIN_BYTES = 65_536;

/** The same bytes with small chunks put together: a write per header would cost more than what stands behind it. */
export async function* joined(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    if (bytes > 0 && bytes + chunk.length > JOIN_BYTES) {
      yield Buffer.concat(held, bytes);
      [held, bytes] = [[], 0];
    }
    if (chunk.length >= JOIN_BYTES) yield chunk;
    else {
      held.push(chunk);
      bytes += chunk.length;
    }
  }
  if (bytes > 0) yield Buffer.concat(held, bytes);
}
