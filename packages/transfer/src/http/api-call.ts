import { errorFromStatus } from "../errors/from-status.js";
import { networkError } from "../errors/from-network.js";
import { retry } from "../flow/retry.js";
import { addressOf } from "./address.js";
import { apiResponse, readText } from "./api-response.js";
import { callSignal } from "./call-signal.js";
import { headersFor, logRequest, secretsOf, type HttpContext } from "./http-context.js";
import type { ApiOptions, ApiResponse } from "./http.js";
import { mergeHeaders } from "./merge-headers.js";
import { redirectTarget, withoutCredentials } from "./redirect.js";

/** Methods that change nothing, or the same thing, when they arrive twice. MKCOL, MOVE and POST do not belong here. */
const repeatable = new Set([
  "GET",
  "HEAD",
  "OPTIONS",
  "PUT",
  "DELETE",
  "PROPFIND",
  "PROPPATCH",
  "REPORT",
  "SEARCH",
]);

/** Makes an API call and repeats it where that is safe; gives the last answer whatever its status. */
export async function apiCall(
  context: HttpContext,
  method: string,
  path: string | URL,
  options: ApiOptions,
): Promise<ApiResponse> {
  const { options: http } = context;
  const verb = method.toUpperCase();
  const retries = options.retries ?? (repeatable.has(verb) ? (http.retries ?? 4) : 0);
  const url = addressOf(context.base, path, options.query);
  let last: ApiResponse | undefined;
  try {
    return await retry(
      async () => {
        last = undefined;
        const answer = await once(context, verb, url, options);
        if (answer.status < 400) return answer;
        const failure = errorFromStatus(answer.status, answer.headers, "", http.now?.() ?? Date.now());
        if (!failure.retryable || options.retryOn?.(answer) === false) return answer;
        last = answer;
        throw failure;
      },
      {
        retries,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
        ...(http.sleep === undefined ? {} : { sleep: http.sleep }),
        ...(http.random === undefined ? {} : { random: http.random }),
        ...(http.onRetry === undefined ? {} : { onRetry: http.onRetry }),
      },
    );
  } catch (error) {
    if (last !== undefined && options.signal?.aborted !== true) return last;
    throw error;
  }
}

async function once(
  context: HttpContext,
  method: string,
  start: URL,
  options: ApiOptions,
): Promise<ApiResponse> {
  const { timeoutMs = 60_000, maxBytes = 16 * 1024 * 1024, signal } = options;
  const either = callSignal(signal, timeoutMs);
  let url = start;
  try {
    const fetch = await apiFetch(context);
    const { body, type } = bodyOf(options);
    for (let hops = 0; ; hops++) {
      const own = url.origin === start.origin ? options.headers : withoutCredentials(options.headers);
      const headers = mergeHeaders(
        type === undefined ? {} : { "Content-Type": type },
        headersFor(context, url, own),
      );
      const response = await fetch(url, { method, headers, body, signal: either.signal });
      const target = redirectTarget(method, url, response.status, response.headers, hops);
      if (target === undefined) {
        const text = await readText(response.body, maxBytes);
        logRequest(context, method, url, response.status);
        return apiResponse(response.status, response.headers, url.href, text);
      }
      await response.body?.cancel();
      url = target;
    }
  } catch (error) {
    const failure = networkError(error, { host: url.host, secrets: secretsOf(context), signal });
    logRequest(context, method, url, failure.code);
    throw failure;
  } finally {
    either.release();
  }
}

interface Call {
  method: string;
  headers: Record<string, string>;
  body: string | undefined;
  signal: AbortSignal;
}

/**
 * The fetch below ky: undici's own, over our dispatcher, or the one that was injected. ky hands over a `Request` of Node's
 * built-in undici, which the npm undici does not take, so the parts are handed over instead; the body stays a text and gets a Content-Length.
 */
async function apiFetch(context: HttpContext): Promise<(url: URL, call: Call) => Promise<Response>> {
  const { default: ky } = await import("ky");
  const injected = context.options.fetch;
  const transport = injected === undefined ? await context.transport() : undefined;
  return (url, { method, headers, body, signal }) =>
    ky(url, {
      method,
      retry: 0,
      timeout: false,
      throwHttpErrors: false,
      fetch: async () => {
        const init = {
          method,
          headers,
          signal,
          redirect: "manual" as const,
          ...(body === undefined ? {} : { body }),
        };
        if (transport === undefined) return (injected as typeof globalThis.fetch)(url, init);
        const answer = await transport.fetch(url, { ...init, dispatcher: transport.dispatcher });
        const empty = answer.status === 204 || answer.status === 205 || answer.status === 304;
        return new Response(empty ? null : answer.body, {
          status: answer.status,
          headers: [...answer.headers],
        });
      },
    });
}

function bodyOf(options: ApiOptions): { body: string | undefined; type?: string } {
  if (options.json !== undefined) return { body: JSON.stringify(options.json), type: "application/json" };
  if (options.form !== undefined) {
    const form = options.form instanceof URLSearchParams ? options.form : new URLSearchParams(options.form);
    return { body: form.toString(), type: "application/x-www-form-urlencoded" };
  }
  return { body: options.body };
}
