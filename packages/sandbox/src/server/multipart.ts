/** One part of a form, read in the order it comes. */
export interface FormPart {
  readonly name: string;
  readonly fileName: string | undefined;
  readonly type: string;
  /** To be read to its end before the next part is asked for. */
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * The parts of a `multipart/form-data` body (RFC 7578), streamed: an archive of any size takes the memory of one chunk.
 */
export async function* multipart(
  source: AsyncIterable<Uint8Array>,
  boundary: string,
): AsyncGenerator<FormPart> {
  const input = source[Symbol.asyncIterator]();
  // The first boundary has no line break before it; with one put there all of them look alike.
  let held: Buffer = Buffer.from("\r\n");
  const more = async (): Promise<boolean> => {
    const step = await input.next();
    if (step.done === true) return false;
    held = Buffer.concat([held, step.value]);
    return true;
  };
  const mark = Buffer.from(`\r\n--${boundary}`);
  async function* upTo(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = held.indexOf(mark);
      if (at >= 0) {
        const whole = held.subarray(0, at);
        held = held.subarray(at + mark.length);
        if (whole.length > 0) yield whole;
        return;
      }
      const safe = held.length - mark.length;
      if (safe > 0) {
        const part = held.subarray(0, safe);
        held = held.subarray(safe);
        yield part;
      }
      if (!(await more())) return;
    }
  }
  await readThrough(upTo());
  for (;;) {
    while (held.indexOf("\r\n\r\n") < 0 && !held.subarray(0, 2).equals(Buffer.from("--")))
      if (!(await more())) return;
    if (held.subarray(0, 2).equals(Buffer.from("--"))) break;
    const end = held.indexOf("\r\n\r\n");
    const head = held.subarray(0, end).toString("utf8");
    held = held.subarray(end + 4);
    yield {
      name: /[; ]name="([^"]*)"/i.exec(head)?.[1] ?? "",
      fileName: /filename="([^"]*)"/i.exec(head)?.[1],
      type: /^content-type:\s*(\S+)/im.exec(head)?.[1] ?? "text/plain",
      body: upTo(),
    };
  }
  // The rest is read, so that the connection can go on.
  while (await more()) held = Buffer.alloc(0);
}

/** Reads what nobody wants. */
async function readThrough(chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const iterator = chunks[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true);
}
