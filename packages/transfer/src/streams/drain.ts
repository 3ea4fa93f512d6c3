/** Reads a body to its end and drops it; what is wrong with an archive shows at its next entry. */
export async function drain(body: AsyncIterable<Uint8Array>): Promise<void> {
  const iterator = body[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true) {
    // Each chunk is dropped.
  }
}
