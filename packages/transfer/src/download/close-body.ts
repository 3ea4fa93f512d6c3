/** Gives a body up unread. */
export async function closeBody(body: AsyncIterable<Uint8Array>): Promise<void> {
  const iterator = body[Symbol.asyncIterator]();
  // A generator that was never started would not run its finally: take one step first.
  await iterator.next().catch(() => undefined);
  await iterator.return?.();
}
