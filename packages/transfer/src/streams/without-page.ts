import { looksLikeHtml } from "../errors/from-status.js";
import type { ByteStream } from "./byte-stream.js";

/** What tells a page, and which one, is in its first 2 KB. */
const headBytes = 2048;

/**
 * Looks at the first bytes of a body before anybody gets them, because a Content-Type says nothing. Anything that does not begin like a web
 * page is given on at once, however small its first piece is.
 *
 * @param pageError Makes the error for a page out of its first 2 KB.
 * @throws what `pageError` gives
 * @example
 * ```ts
 * const answer = await http.bytes("GET", "/data/a.dcm");
 * const body = await withoutPage(answer.body, () => new ScanferryError("auth/expired", "A login page came."));
 * ```
 */
export async function withoutPage(body: ByteStream, pageError: (text: string) => Error): Promise<ByteStream> {
  const rest = body[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let head = Buffer.alloc(0);
  while (head.byteLength < headBytes && mayBecomePage(head)) {
    const next = await rest.next();
    if (next.done === true) break;
    first.push(next.value);
    head = Buffer.concat([head, next.value.subarray(0, headBytes - head.byteLength)]);
  }
  const text = head.toString("utf8");
  if (looksLikeHtml(text)) {
    await rest.return?.();
    throw pageError(text);
  }
  return {
    [Symbol.asyncIterator]: () => rejoined(first, rest),
    // Without it, each chunk of a large file is received into new memory.
    release: (chunk) => body.release?.(chunk),
  };
}

/** Whether a page may begin so: with blanks (and the mark of UTF-8, whole or in part), then "<". */
function mayBecomePage(head: Buffer): boolean {
  return /^(?:[\u00ef\u00bb\u00bf]|\s)*(?:<|$)/.test(head.toString("latin1"));
}

async function* rejoined(
  first: Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let ended = false;
  try {
    for (let chunk = first.shift(); chunk !== undefined; chunk = first.shift()) yield chunk;
    for (;;) {
      const next = await rest.next();
      ended = next.done === true;
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    // A consumer that stops early frees the connection.
    if (!ended) await rest.return?.();
  }
}
