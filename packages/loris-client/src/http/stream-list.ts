import { retry, steadyList } from "@scanferry/transfer";
import type { ByteStream, BytesResponse } from "@scanferry/transfer";
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
  const { retries, sleep } = ctx;
  const asked = new Map(lists.map((list) => [`$.${list}.*`, list]));
  const open = async (): Promise<ByteStream> => (await openList(ctx, path, options)).body;
  for await (const item of steadyList(open, {
    paths: [...asked.keys()],
    look: noPage,
    retries,
    sleep,
    signal: options.signal,
  })) {
    yield { list: asked.get(item.path) ?? item.path, key: item.key, value: item.value };
  }
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
