import type { Readable } from "node:stream";

import { networkError } from "../errors/from-network.js";
import { countedBody } from "../streams/counted-body.js";
import { stalledError, withStallTimeout } from "../streams/with-stall-timeout.js";
import { addressOf } from "./address.js";
import { readText } from "./api-response.js";
import { headersFor, logRequest, secretsOf, type HttpContext } from "./http-context.js";
import type { BytesOptions, BytesResponse } from "./http.js";
import { mergeHeaders } from "./merge-headers.js";
import { redirectTarget, withoutCredentials } from "./redirect.js";
import { StallWatch } from "./stall-watch.js";

const pieceBytes = 64 * 1024;

/** Makes one request with streams either way, and follows redirects of reading ones. */
export async function bytesRequest(
  context: HttpContext,
  method: string,
  path: string | URL,
  options: BytesOptions,
): Promise<BytesResponse> {
  const verb = method.toUpperCase();
  const start = addressOf(context.base, path, options.query);
  let url = start;
  for (let hops = 0; ; hops++) {
    const own = url.origin === start.origin ? options.headers : withoutCredentials(options.headers);
    const response = await once(context, verb, url, {
      ...options,
      ...(own === undefined ? {} : { headers: own }),
    });
    const target = redirectTarget(verb, url, response.status, response.headers, hops);
    if (target === undefined) return response;
    await response.dump();
    url = target;
  }
}

async function once(
  context: HttpContext,
  method: string,
  url: URL,
  options: BytesOptions,
): Promise<BytesResponse> {
  const { network } = context;
  const { signal, stallMs = network.stallMs ?? 60_000, answerMs = network.answerMs ?? 300_000 } = options;
  const stop = new AbortController();
  const onAbort = (): void => {
    stop.abort(signal?.reason);
  };
  const release = (): void => signal?.removeEventListener("abort", onAbort);
  const failure = (error: unknown): Error => {
    release();
    // A stall aborts the request with its own error as reason.
    const mapped = networkError(error, { host: url.host, secrets: secretsOf(context), signal: stop.signal });
    logRequest(context, method, url, mapped.code);
    return mapped;
  };
  if (signal?.aborted === true) onAbort();
  else signal?.addEventListener("abort", onAbort, { once: true });

  const watch = new StallWatch(options.body === undefined ? answerMs : stallMs, (ms) => {
    stop.abort(stalledError(ms));
  });
  const sending =
    options.body === undefined ? undefined : watchedBody(options.body, watch, answerMs, options.onSent);
  try {
    stop.signal.throwIfAborted();
    const { request, dispatcher } = await context.transport();
    const length = options.body?.lengthBytes;
    const answer = await request(url, {
      method: method as "GET",
      dispatcher,
      signal: stop.signal,
      headers: mergeHeaders(
        { "Accept-Encoding": "identity" },
        headersFor(context, url, options.headers),
        length === undefined ? {} : { "Content-Length": String(length) },
      ),
      // undici reads any async iterable, one piece ahead; its types name streams alone.
      body: (sending?.stream ?? null) as Readable | null,
    });
    watch.stop();
    logRequest(context, method, url, answer.statusCode);
    const headers = new Headers();
    for (const [name, value] of Object.entries(answer.headers)) {
      for (const one of Array.isArray(value) ? value : value === undefined ? [] : [value])
        headers.append(name, one);
    }
    const body = watchedAnswer(answer.body, stallMs, stop, failure, release);
    return {
      status: answer.statusCode,
      headers,
      url: url.href,
      body,
      text: async (maxBytes = 64 * 1024) => cutText(body, maxBytes),
      dump: async () => {
        release();
        // Reading a short rest keeps the connection; a long one is cheaper to cut.
        await answer.body.dump({ limit: 128 * 1024 }).catch(() => undefined);
      },
    };
  } catch (error) {
    watch.stop();
    // An error of the source (file changed, disk gone) says more than the broken request that follows from it.
    throw failure(sending?.failure() ?? error);
  }
}

function watchedBody(
  body: NonNullable<BytesOptions["body"]>,
  watch: StallWatch,
  answerMs: number,
  onSent?: (bytes: number) => void,
): { stream: AsyncIterable<Uint8Array>; failure: () => unknown } {
  let failed: unknown;
  async function* stream(): AsyncGenerator<Uint8Array> {
    try {
      const source =
        body.lengthBytes === undefined ? body.source : countedBody(body.source, body.lengthBytes);
      for await (const chunk of source) {
        // Small pieces, so that on a slow line each one that leaves is seen before the stall timer ends.
        for (let start = 0; start < chunk.byteLength; start += pieceBytes) {
          const piece = chunk.subarray(start, start + pieceBytes);
          yield piece;
          watch.touch();
          onSent?.(piece.byteLength);
        }
      }
      watch.restart(answerMs);
    } catch (error) {
      failed = error;
      throw error;
    }
  }
  return { stream: stream(), failure: () => failed };
}

async function* watchedAnswer(
  source: Readable,
  stallMs: number,
  stop: AbortController,
  failure: (error: unknown) => Error,
  release: () => void,
): AsyncGenerator<Uint8Array> {
  try {
    yield* withStallTimeout(source as AsyncIterable<Uint8Array>, stallMs, (error) => {
      stop.abort(error);
    });
  } catch (error) {
    throw failure(error);
  } finally {
    release();
    source.destroy();
  }
}

async function cutText(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string> {
  async function* beginning(): AsyncGenerator<Uint8Array> {
    let left = maxBytes;
    for await (const chunk of body) {
      yield chunk.subarray(0, left);
      left -= chunk.byteLength;
      if (left <= 0) return;
    }
  }
  return readText(beginning(), maxBytes);
}
