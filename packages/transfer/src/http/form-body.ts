import { randomUUID } from "node:crypto";
import type { UploadBody } from "../upload/upload-item.js";

/** A form on its way out, of known length. */
export interface FormBody {
  readonly contentType: string;
  readonly lengthBytes: number;
  readonly source: AsyncIterable<Uint8Array>;
}

/**
 * Wraps a file into a multipart form (RFC 7578) without holding it: the text in front and behind has a known length, so the whole has.
 *
 * @param file Its name must be free of quotation marks and control characters.
 * @example
 * ```ts
 * const body = { source: (async function* () { yield Buffer.from("hello"); })(), lengthBytes: 5 };
 * const form = formBody({ kind: "text" }, { field: "file", name: "a.txt", contentType: "text/plain" }, body);
 * console.log(form.contentType, form.lengthBytes);
 * ```
 */
export function formBody(
  fields: Readonly<Record<string, string>>,
  file: { readonly field: string; readonly name: string; readonly contentType: string },
  body: UploadBody & { lengthBytes: number },
): FormBody {
  const boundary = `scanferry-${randomUUID()}`;
  const texts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = Buffer.from(
    `${texts.join("")}--${boundary}\r\nContent-Disposition: form-data; name="${file.field}"; filename="${file.name}"\r\n` +
      `Content-Type: ${file.contentType}\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    lengthBytes: head.byteLength + body.lengthBytes + tail.byteLength,
    source: joined(head, body.source, tail),
  };
}

async function* joined(
  head: Uint8Array,
  source: AsyncIterable<Uint8Array>,
  tail: Uint8Array,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield head;
  yield* source;
  yield tail;
}
