import { looksLikeHtml, type ByteStream } from "@scanferry/transfer";
import { htmlAnswer } from "./html-answer.js";

/**
 * Looks at the first bytes of an answer with status 200 before anybody gets them, because the Content-Type says nothing.
 *
 * @throws {@link ScanferryError} what a web page means
 */
export async function noPage(body: ByteStream): Promise<ByteStream> {
  const chunks = body[Symbol.asyncIterator]();
  const first = await chunks.next();
  const head = first.done === true ? "" : Buffer.from(first.value).subarray(0, 2048).toString("utf8");
  if (looksLikeHtml(head)) {
    await chunks.return?.();
    throw htmlAnswer(200, head);
  }
  return {
    [Symbol.asyncIterator]: () => rejoined(first, chunks),
    // Without it, each chunk of a large image is received into new memory.
    release: (chunk) => body.release?.(chunk),
  };
}

async function* rejoined(
  first: IteratorResult<Uint8Array>,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let next = first;
  try {
    while (next.done !== true) {
      yield next.value;
      next = await rest.next();
    }
  } finally {
    // A consumer that stops early frees the connection.
    if (next.done !== true) await rest.return?.();
  }
}
