/** Reads a list to its end. */
export async function allOf<T>(list: AsyncIterable<T>): Promise<T[]> {
  const values: T[] = [];
  for await (const value of list) values.push(value);
  return values;
}

/** Reads bytes to their end. */
export async function bytesOf(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await allOf(body));
}
