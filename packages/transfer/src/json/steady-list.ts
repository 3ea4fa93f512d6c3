import { hash } from "node:crypto";
import { ScanferryError, isScanferryError } from "../errors/scanferry-error.js";
import { sleep as realSleep } from "../flow/sleep.js";
import type { ByteStream } from "../streams/byte-stream.js";
import type { JsonItem } from "./json-parser.js";
import { streamJson } from "./stream-json.js";

/** What {@link steadyList} takes. */
export interface SteadyListOptions {
  /** Values of the answer, as {@link streamJson} takes them. */
  readonly paths: readonly string[];
  /** Looks at how an answer begins before it is read, e.g. for a web page; a line that breaks there is asked for again too. */
  readonly look?: (body: ByteStream) => Promise<AsyncIterable<Uint8Array>>;
  /** How often the list is asked for again. @default 4 */
  readonly retries?: number;
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads a list of a server that has neither pages nor a validator that means something, element by element, so that 100,000 are never held
 * whole. When the line breaks in the middle, the list is asked for again and its beginning compared with what was given out already.
 *
 * @param open Asks for the list, each time from its start.
 * @throws {@link ScanferryError} what `open` and {@link streamJson} throw; `remote/conflict` when the list changed meanwhile
 * @example
 * ```ts
 * const open = async () => (await http.bytes("GET", "/data/projects")).body;
 * for await (const { value } of steadyList(open, { paths: ["$.ResultSet.Result.*"] })) console.log(value);
 * ```
 */
export async function* steadyList(
  open: () => Promise<ByteStream>,
  options: SteadyListOptions,
): AsyncGenerator<JsonItem, void, undefined> {
  const { paths, look, retries = 4, sleep = realSleep, signal } = options;
  const given = { count: 0, digest: "" };
  for (let attempt = 0; ; attempt++) {
    const body = await open();
    try {
      yield* oncePast(look === undefined ? body : await look(body), paths, given);
      return;
    } catch (error) {
      if (!mayGoOn(error) || attempt >= retries) throw error;
      await sleep(500 * 2 ** attempt, signal);
    }
  }
}

/** A connection that broke, or a text that ended in the middle. */
const mayGoOn = (error: unknown): boolean =>
  isScanferryError(error) &&
  error.retryable &&
  /^(?:net\/reset|net\/timeout|remote\/failed)$/.test(error.code);

/** Gives what comes after the elements that were given out before, once these proved to be the same. */
async function* oncePast(
  body: AsyncIterable<Uint8Array>,
  paths: readonly string[],
  given: { count: number; digest: string },
): AsyncGenerator<JsonItem, void, undefined> {
  const before = given.count;
  let digest = "";
  let count = 0;
  for await (const item of streamJson(body, paths)) {
    count++;
    digest = hash("md5", digest + JSON.stringify(item.value), "base64");
    if (count === before && digest !== given.digest) throw changed();
    if (count <= before) continue;
    given.count = count;
    given.digest = digest;
    yield item;
  }
  if (count < before) throw changed();
}

function changed(): ScanferryError {
  return new ScanferryError("remote/conflict", "The list changed on the server while it was being read.", {
    hint: "Run the same command again.",
    retryable: true,
  });
}
