/**
 * Gives the first `count` values and then closes the source.
 *
 * @example
 * ```ts
 * for await (const file of take(10, dataset.files({ suffix: "T1w" }))) console.log(file.path);
 * ```
 */
export async function* take<T>(
  count: number,
  source: AsyncIterable<T> | Iterable<T>,
): AsyncGenerator<T, void, undefined> {
  if (count <= 0) return;
  let given = 0;
  for await (const value of source) {
    yield value;
    if (++given >= count) return;
  }
}
