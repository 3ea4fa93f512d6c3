import { looksLikeHtml, type ByteStream } from "@scanferry/transfer";
import { htmlAnswer } from "./html-answer.js";

/** What tells a page, and which one, is in its first 2 KB. */
const headBytes = 2048;

/**
 * Looks at the first bytes of an answer with status 200 before anybody gets them, because the Content-Type says nothing. Anything
 * that does not begin like a page is given on at once, however small its first piece is.
 *
 * @throws {@link ScanferryError} what a web page means
 */
export async function noPage(body: ByteStream): Promise<ByteStream> {
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
    throw htmlAnswer(200, text);
  }
  return {
    [Symbol.asyncIterator]: () => rejoined(first, rest),
    // Without it, each chunk of a large image is received into new memory.
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
