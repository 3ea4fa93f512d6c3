import type { BytesResponse } from "@scanferry/transfer";
import { changedError, fewerRetriesOn500, retry } from "@scanferry/transfer";
import type { CallOptions, XnatContext } from "../context.js";
import { xnatError } from "./xnat-error.js";

/** What {@link openBody} takes. */
export interface OpenBodyOptions extends CallOptions {
  readonly query?: Readonly<Record<string, string | undefined>>;
  /** For the error's `subject`. @default the path */
  readonly subject?: string | undefined;
  /** The project whose web page a 403 names. @default the one in the path */
  readonly project?: string | undefined;
  /** How often it is asked for again. @default the client's own number */
  readonly retries?: number;
}

/** Asks for something large until an answer begins with status 200; a plain 500 twice at most. */
export function openBody(ctx: XnatContext, path: string, options: OpenBodyOptions): Promise<BytesResponse> {
  const { query, signal, subject, project, retries = ctx.retries } = options;
  const worthAsking = fewerRetriesOn500();
  return retry(
    async () => {
      const answer = await ctx.http.bytes("GET", path, {
        ...(query === undefined ? {} : { query }),
        ...(signal === undefined ? {} : { signal }),
      });
      if (answer.status === 200) return answer;
      const error = xnatError(ctx, answer, await answer.text(), { path, subject, project });
      throw worthAsking(answer) ? error : changedError(error, { retryable: false });
    },
    {
      retries,
      sleep: ctx.sleep,
      random: ctx.random,
      ...(signal === undefined ? {} : { signal }),
    },
  );
}
