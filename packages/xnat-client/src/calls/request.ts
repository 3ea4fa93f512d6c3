import type { ApiOptions } from "@scanferry/transfer";
import { ScanferryError, fewerRetriesOn500, openAnswer, present } from "@scanferry/transfer";
import type { CallOptions, XnatContext } from "../context.js";
import { ownAddress } from "../http/own-address.js";
import { pageError, pageIn } from "../http/web-page.js";

/** What a raw request may carry. Only one of `json`, `form` and `body` is sent. */
export interface RequestOptions extends CallOptions {
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>> | undefined;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as a web form. */
  readonly form?: Readonly<Record<string, string>> | undefined;
  /** Sent as it is; say its type in `headers`. */
  readonly body?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** How long one try may take in all. @default 60000 */
  readonly timeoutMs?: number | undefined;
}

/** A raw answer. */
export interface XnatAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** @throws {@link ScanferryError} `remote/failed` for a text that is no JSON, `auth/expired` for a login page */
  json(): unknown;
}

/** A raw answer whose body is a stream. */
export interface XnatStream {
  readonly status: number;
  readonly headers: Headers;
  /** Read it to its end or leave the loop: until then it holds a connection. */
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Sends any request below the server's root, with the session, the repeats (of methods that may be repeated) and the error codes of the other
 * calls; any status is given back.
 *
 * @param path Encoded, e.g. "/data/projects".
 * @throws {@link ScanferryError} `input/invalid` for another server's address or a body with GET, `auth/*`, `net/*`, `aborted`
 */
export async function request(
  ctx: XnatContext,
  method: string,
  path: string,
  options: RequestOptions = {},
): Promise<XnatAnswer> {
  const { json, form, body } = options;
  if ((json !== undefined || form !== undefined || body !== undefined) && /^(?:GET|HEAD)$/i.test(method)) {
    throw new ScanferryError("input/invalid", "A request that reads carries no body.", {
      hint: "Leave the body out, or use POST, PUT or DELETE.",
    });
  }
  const given: ApiOptions = { retryOn: fewerRetriesOn500(), ...present(options) };
  const answer = await ctx.http.api(method, ownAddress(ctx, path), given);
  return {
    status: answer.status,
    headers: answer.headers,
    text: answer.text,
    json: () => jsonOf(answer.text, answer.status),
  };
}

/**
 * Sends a GET below the server's root and gives the body as it comes, whatever it is and however large; any status is given back.
 * It is asked again until an answer begins, and never after that.
 *
 * @param path Encoded, e.g. "/data/experiments/XNAT_E00001/scans/ALL/files?format=zip".
 * @throws {@link ScanferryError} `input/invalid` for another server's address, `auth/*`, `remote/busy`, `net/*`, `aborted`
 */
export async function requestStream(
  ctx: XnatContext,
  path: string,
  options: Pick<RequestOptions, "query" | "headers" | "signal"> = {},
): Promise<XnatStream> {
  const { retries, now, sleep, random } = ctx;
  return openAnswer(ctx.http, ownAddress(ctx, path), { ...options, retries, now, sleep, random });
}

function jsonOf(text: string, status: number): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const page = pageIn(text);
    if (page !== undefined) throw pageError(page, status);
    throw new ScanferryError("remote/failed", "XNAT's answer is not JSON.", {
      hint: "Ask with format=json in the query; some answers exist as text or XML alone.",
      details: { status },
    });
  }
}
