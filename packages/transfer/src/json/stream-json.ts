import { notJson } from "../errors/not-json.js";
import { ScanferryError } from "../errors/scanferry-error.js";
import { openJsonParser, type JsonItem } from "./json-parser.js";
import { textBegins } from "./text-begins.js";

/** Limits of {@link streamJson}. */
export interface StreamJsonOptions {
  /** The longest single value, in bytes of JSON; it is the most that is held at once. @default 1 MiB */
  maxItemBytes?: number;
  /** How deep lists and objects may be nested. @default 64 */
  maxDepth?: number;
}

/** So much is parsed at once: what it yields is held until it is read. */
const pieceBytes = 64 * 1024;

/**
 * Reads single values out of a JSON text while it arrives, in constant memory: a listing of 100,000 images is never held whole.
 * A path is `$` and a name or `*` per level; `key` is the value's own name or index. While nobody reads, nothing is taken off the body.
 *
 * @throws {@link ScanferryError} `auth/expired` for a web page, `remote/failed` for anything else that is not JSON, for a text that is
 * cut (retryable), and for a value that is larger or deeper than the limits; `input/invalid` for a path it cannot read
 * @example
 * ```ts
 * const answer = await http.bytes("GET", "/projects/loris/bids/");
 * for await (const { path, value } of streamJson(answer.body, ["$.Images.*", "$.SessionFiles.*"])) console.log(path, value);
 * ```
 */
export async function* streamJson(
  body: AsyncIterable<Uint8Array>,
  paths: readonly string[],
  options: StreamJsonOptions = {},
): AsyncGenerator<JsonItem, void, undefined> {
  const parser = await openJsonParser(paths, {
    maxItemBytes: options.maxItemBytes ?? 1024 * 1024,
    maxDepth: options.maxDepth ?? 64,
  });
  for await (const chunk of textBegins(body)) {
    if (!parser.begun && chunk[0] === 0x3c) throw notJson(Buffer.from(chunk).toString("latin1"));
    for (let start = 0; start < chunk.byteLength; start += pieceBytes) {
      const { items, error } = parser.write(chunk.subarray(start, start + pieceBytes));
      yield* items;
      if (error !== undefined) throw error;
    }
  }
  const { items, whole } = parser.end();
  yield* items;
  if (whole) return;
  throw new ScanferryError("remote/failed", "The server's answer ends in the middle.", {
    hint: "Run the same command again.",
    retryable: true,
  });
}
