/** As much of a web page as {@link looksLikeHtml} looks at. */
const pageBytes = 2048;

const isBlank = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);

/** Where the text begins, behind a byte order mark and white space; -1 while that cannot be told. */
function beginOf(head: Uint8Array): number {
  const mark = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  if (mark === 0 && head[0] === 0xef && head.byteLength < 3) return -1;
  return head.findIndex((byte, index) => index >= mark && !isBlank(byte));
}

/**
 * Passes a text on so that its first chunk begins with its first character that is no white space, and so that a web page's first
 * chunk is long enough to be known for one, however small the pieces are in which it arrives.
 */
export async function* textBegins(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | undefined = new Uint8Array(0);
  for await (const chunk of body) {
    if (head === undefined) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    const begin = beginOf(head);
    if (begin < 0) {
      // White space alone does not pile up.
      if (head.byteLength > 3) head = new Uint8Array(0);
      continue;
    }
    head = head.subarray(begin);
    if (head[0] === 0x3c && head.byteLength < pageBytes) continue;
    yield head;
    head = undefined;
  }
  if (head !== undefined && head.byteLength > 0) yield head;
}
