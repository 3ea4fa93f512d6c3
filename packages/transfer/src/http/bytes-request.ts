import type { Readable } from "node:stream";

import { abortedError, throwIfAborted } from "../errors/aborted.js";
import { networkError } from "../errors/from-network.js";
import type { ScanferryError } from "../errors/scanferry-error.js";
import { stalledError } from "../streams/with-stall-timeout.js";
import { addressOf } from "./address.js";
import { readText } from "./api-response.js";
import type { BodyQueue } from "./body-queue.js";
import { dispatch, type Dispatched } from "./dispatch.js";
import { headersFor, logRequest, secretsOf, type HttpContext } from "./http-context.js";
import type { BytesOptions, BytesResponse } from "./http.js";
import { mergeHeaders } from "./merge-headers.js";
import { redirectTarget, withoutCredentials } from "./redirect.js";
import { sentBody } from "./sent-body.js";
import { StallWatch } from "./stall-watch.js";

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
  throwIfAborted(signal);
  const watch = new StallWatch(options.body === undefined ? answerMs : stallMs, (ms) => {
    stop(stalledError(ms));
  });
  const sending =
    options.body === undefined ? undefined : sentBody(options.body, watch, answerMs, options.onSent);
  let running: Dispatched | undefined;
  let stopped: Error | undefined;
  const stop = (error: Error): void => {
    stopped ??= error;
    running?.stop(error);
  };
  const onAbort = (): void => {
    stop(abortedError(signal?.reason));
  };
  const ended = (): void => {
    watch.stop();
    signal?.removeEventListener("abort", onAbort);
  };
  let failed: ScanferryError | undefined;
  const failure = (error: unknown): Error => {
    if (failed !== undefined) return failed;
    ended();
    // An error of the source (file changed, disk gone) says more than the broken request that follows from it.
    failed = networkError(sending?.failure() ?? stopped ?? error, {
      host: url.host,
      secrets: secretsOf(context),
    });
    logRequest(context, method, url, failed.code);
    return failed;
  };
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    const transport = await context.transport();
    if (stopped !== undefined) throw stopped;
    const length = options.body?.lengthBytes;
    running = dispatch(
      {
        origin: url.origin,
        path: url.pathname + url.search,
        method,
        headers: mergeHeaders(
          { "Accept-Encoding": "identity" },
          headersFor(context, url, options.headers),
          length === undefined ? {} : { "Content-Length": String(length) },
        ),
        // undici reads any async iterable, one piece ahead; its types name streams alone.
        body: (sending?.stream ?? null) as Readable | null,
      },
      { transport, stallMs, failure, ended },
    );
    const { status, headers } = await running.head;
    watch.stop();
    logRequest(context, method, url, status);
    const { body } = running;
    return {
      status,
      headers,
      url: url.href,
      body,
      text: async (maxBytes = 64 * 1024) => cutText(body, maxBytes),
      dump: () => dumpBody(body),
    };
  } catch (error) {
    throw failure(error);
  }
}

/** Reading a short rest keeps the connection; a long one is cheaper to cut. */
async function dumpBody(body: BodyQueue): Promise<void> {
  let leftBytes = 128 * 1024;
  try {
    for await (const chunk of body) {
      leftBytes -= chunk.byteLength;
      if (leftBytes < 0) return;
    }
  } catch {
    // The connection is gone, which is as well.
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
