import type { ApiResponse } from "@scanferry/transfer";
import { isScanferryError } from "@scanferry/transfer";
import type { XnatContext } from "../context.js";
import type { WaitOptions } from "./wait-for.js";

/** The server's own limit for archiving one session is 600 s ([S] sessionArchiveTimeoutInterval); it answers before a stricter one of ours. */
const longestMs = 660_000;

/**
 * Sends one request that makes the server work on a session, and never twice: what is lost is the answer, not the work. Nothing where the
 * answer was lost; then the session itself tells what became of it.
 */
export async function sendAction(
  ctx: XnatContext,
  path: string,
  query: URLSearchParams,
  { timeoutMs = longestMs, signal }: WaitOptions = {},
): Promise<ApiResponse | undefined> {
  try {
    return await ctx.http.api("POST", path, {
      query,
      retries: 0,
      timeoutMs: Math.max(timeoutMs, 1000),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    const isLost = isScanferryError(error, "net/reset") || isScanferryError(error, "net/timeout");
    if (isLost && signal?.aborted !== true) return undefined;
    throw error;
  }
}

/** The parameters of a call: each `src` by itself, what is undefined left out. */
export function actionQuery(
  src: string | undefined,
  parameters: Readonly<Record<string, string | boolean | undefined>>,
): URLSearchParams {
  const query = new URLSearchParams(src === undefined ? [] : [["src", src]]);
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) query.append(name, String(value));
  return query;
}

/** Statuses with which a proxy or the server's own time limit gives up, while the work goes on (wire/xnat.md, 7). */
export function mayGoOn({ status, text }: ApiResponse): boolean {
  return status === 502 || status === 504 || (status === 500 && /time(?:d)?[ -]?out/i.test(text));
}
