const ahead = 4;

/**
 * Works on the next items while the consumer still handles the last one, so that encryption and disk keep each other
 * busy. A few items are held ahead, never more.
 */
export async function* readAhead<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  const waiting: Promise<IteratorResult<T>>[] = [];
  try {
    for (;;) {
      while (waiting.length < ahead) {
        const next = iterator.next();
        // A failure is thrown when its turn comes; until then it must not count as unhandled.
        next.catch(() => undefined);
        waiting.push(next);
      }
      const step = await waiting.shift();
      if (step === undefined || step.done === true) return;
      yield step.value;
    }
  } finally {
    await Promise.allSettled(waiting);
    await iterator.return?.();
  }
}
