import type { Dialect } from "../dialect.js";
import { jsonText } from "./json-answer.js";

const CHUNK_CHARS = 65_536;

/**
 * An object of some members and lists as JSON text, in chunks: the lists are never held whole.
 *
 * @param head - members before the lists
 */
export async function* jsonLists(
  dialect: Dialect,
  head: Readonly<Record<string, unknown>>,
  lists: Readonly<Record<string, Iterable<unknown>>>,
): AsyncGenerator<Uint8Array> {
  let text = `{${Object.entries(head)
    .map(([name, value]) => `${JSON.stringify(name)}:${jsonText(dialect, value)}`)
    .join(",")}`;
  let first = Object.keys(head).length === 0;
  for (const [name, members] of Object.entries(lists)) {
    text += `${first ? "" : ","}${JSON.stringify(name)}:[`;
    first = false;
    let comma = "";
    for (const member of members) {
      text += comma + jsonText(dialect, member);
      comma = ",";
      if (text.length < CHUNK_CHARS) continue;
      yield Buffer.from(text);
      text = "";
      // A turn of the event loop: a hundred thousand members must not keep the other requests waiting.
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    text += "]";
  }
  yield Buffer.from(`${text}}`);
}
