import type { CallOptions, LorisContext } from "../context.js";
import { fewerRetriesOn500 } from "../http/get-json.js";
import { parseJson } from "../http/parse-json.js";

/** What a raw request may carry. */
export interface RequestOptions extends CallOptions {
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** @example `{ "LORIS-Overwrite": "overwrite" }` */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A raw answer. */
export interface LorisAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The text as JSON, whatever Content-Type it has. @throws {@link ScanferryError} `remote/failed`, `auth/required` for a page */
  json(): unknown;
}

/**
 * Sends any request below `/api/VERSION`, with the login, the repeats and the error codes of the other calls; any status is given back.
 *
 * @param path Encoded, e.g. "/projects/Rye/visits".
 */
export async function request(
  ctx: LorisContext,
  method: string,
  path: string,
  options: RequestOptions = {},
): Promise<LorisAnswer> {
  const { query, json, headers, signal } = options;
  const answer = await ctx.http.api(method, path, {
    retryOn: fewerRetriesOn500(),
    ...(query === undefined ? {} : { query }),
    ...(json === undefined ? {} : { json }),
    ...(headers === undefined ? {} : { headers }),
    ...(signal === undefined ? {} : { signal }),
  });
  return {
    status: answer.status,
    headers: answer.headers,
    text: answer.text,
    json: () => parseJson(answer.text, answer.status, "the request"),
  };
}
