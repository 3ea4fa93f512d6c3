import { ScanferryError, fewerRetriesOn500, openAnswer } from "@scanferry/transfer";
import type { CallOptions, LorisContext } from "../context.js";
import { ownAddress } from "../http/own-address.js";
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

/** A raw answer whose body is a stream. */
export interface LorisStream {
  readonly status: number;
  readonly headers: Headers;
  /** Read it to its end or leave the loop: until then it holds a connection. */
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Sends any request below `/api/VERSION`, with the login, the repeats and the error codes of the other calls; any status is given back.
 *
 * @param path Encoded, e.g. "/projects/Rye/visits".
 * @throws {@link ScanferryError} `input/invalid` for another server's address or a body with GET, `auth/*`, `net/*`, `aborted`
 */
export async function request(
  ctx: LorisContext,
  method: string,
  path: string,
  options: RequestOptions = {},
): Promise<LorisAnswer> {
  const { query, json, headers, signal } = options;
  if (json !== undefined && /^(?:GET|HEAD)$/i.test(method)) {
    throw new ScanferryError("input/invalid", "A request that reads carries no body.", {
      hint: "Leave the body out, or use POST, PUT or PATCH.",
    });
  }
  const answer = await ctx.http.api(method, ownAddress(ctx, path), {
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

/**
 * Sends a GET below `/api/VERSION` and gives the body as it comes, whatever it is and however large; any status is given back.
 * It is asked again until an answer begins, and never after that.
 *
 * @param path Encoded, e.g. "/candidates/300001/V1/images/a.mnc".
 * @throws {@link ScanferryError} `input/invalid` for another server's address, `auth/*`, `remote/busy`, `net/*`, `aborted`
 */
export async function requestStream(
  ctx: LorisContext,
  path: string,
  options: Omit<RequestOptions, "json"> = {},
): Promise<LorisStream> {
  const { retries, now, sleep, random } = ctx;
  return openAnswer(ctx.http, ownAddress(ctx, path), { ...options, retries, now, sleep, random });
}
