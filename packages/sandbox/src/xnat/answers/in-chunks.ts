/** A text as a stream, so that it goes out chunked: XNAT tells the length of hardly anything that it makes itself (recorded). */
export async function* inChunks(text: string): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield Buffer.from(text);
}
