import { hash } from "node:crypto";
import { ScanferryError, isScanferryError, retry, streamJson } from "@scanferry/transfer";
import type { BytesResponse } from "@scanferry/transfer";
import type { CallOptions, LorisContext } from "../context.js";
import { final, lorisError } from "./loris-error.js";
import { noPage } from "./no-page.js";

/** What {@link streamList} takes. */
interface StreamListOptions extends CallOptions {
  readonly query?: Readonly<Record<string, string | undefined>>;
}

/** One element of a list, with the name of the list and its key or number in it. */
export interface ListedValue {
  readonly list: string;
  readonly key: string | number;
  readonly value: unknown;
}

/**
 * Reads the lists of an answer element by element, so that 100,000 images are never held whole.
 * When the line breaks in the middle, the list is asked for again and its beginning compared with what was given out already;
 * LORIS's lists have no page and no validator that means something (wire/loris.md, 3).
 *
 * @param lists Names of the answer's fields, each an array or an object.
 * @throws {@link ScanferryError} `auth/*`, `remote/*`, `net/*`, `aborted`; `remote/conflict` when the list changed meanwhile
 */
export async function* streamList(
  ctx: LorisContext,
  path: string,
  lists: readonly string[],
  options: StreamListOptions = {},
): AsyncGenerator<ListedValue, void, undefined> {
  const { signal } = options;
  const given = { count: 0, digest: "" };
  for (let attempt = 0; ; attempt++) {
    const answer = await openList(ctx, path, options);
    try {
      yield* oncePast(answer, lists, given);
      return;
    } catch (error) {
      if (!mayGoOn(error) || attempt >= ctx.retries) throw error;
      await ctx.sleep(500 * 2 ** attempt, signal);
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
  answer: BytesResponse,
  lists: readonly string[],
  given: { count: number; digest: string },
): AsyncGenerator<ListedValue, void, undefined> {
  const before = given.count;
  let digest = "";
  let count = 0;
  const asked = new Map(lists.map((list) => [`$.${list}.*`, list]));
  for await (const { path: found, key, value } of streamJson(await noPage(answer.body), [...asked.keys()])) {
    count++;
    digest = hash("md5", digest + JSON.stringify(value), "base64");
    if (count === before && digest !== given.digest) throw changed();
    if (count <= before) continue;
    given.count = count;
    given.digest = digest;
    yield { list: asked.get(found) ?? found, key, value };
  }
  if (count < before) throw changed();
}

/** Asks for the list; a plain 500 twice at most, as all calls do. */
async function openList(ctx: LorisContext, path: string, options: StreamListOptions): Promise<BytesResponse> {
  const { signal, query } = options;
  let failures = 0;
  return retry(
    async () => {
      const answer = await ctx.http.bytes("GET", path, {
        ...(query === undefined ? {} : { query }),
        ...(signal === undefined ? {} : { signal }),
      });
      if (answer.status === 200) return answer;
      const error = lorisError(answer.status, answer.headers, await answer.text(), {
        subject: path,
        now: ctx.now(),
      });
      throw answer.status === 500 && failures++ > 0 ? final(error) : error;
    },
    {
      retries: ctx.retries,
      sleep: ctx.sleep,
      random: ctx.random,
      ...(signal === undefined ? {} : { signal }),
    },
  );
}

function changed(): ScanferryError {
  return new ScanferryError("remote/conflict", "The list on LORIS changed while it was being read.", {
    hint: "Run the same command again.",
    retryable: true,
  });
}
