import type { ApiResponse, Http } from "@scanferry/transfer";
import type { AuthLatch } from "./auth-latch.js";
import { isBlocked, unlessBlocked } from "./blocked-address.js";
import { davError } from "./dav-errors.js";

/** What one small WebDAV request needs beyond its path. */
export interface DavRequest {
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** Statuses that are answers and not refusals. */
  readonly accept: readonly number[];
  /** The file or folder, for the error's `subject`; it may name a participant. */
  readonly subject?: string;
  readonly retries?: number;
  readonly timeoutMs?: number;
  /** Longest answer that is taken; folders have no pages. @default 16 MiB */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sends one WebDAV request without a file body.
 *
 * @throws {@link ScanferryError} `auth/rejected` on the first 401, otherwise what status and exception class mean.
 */
export async function davRequest(
  ctx: { http: Http; latch: AuthLatch },
  method: string,
  path: string,
  request: DavRequest,
): Promise<ApiResponse> {
  ctx.latch.check();
  const response = await ctx.http.api(method, path, {
    retryOn: unlessBlocked,
    ...(request.headers === undefined ? {} : { headers: request.headers }),
    ...(request.body === undefined ? {} : { body: request.body }),
    ...(request.maxBytes === undefined ? {} : { maxBytes: request.maxBytes }),
    ...(request.retries === undefined ? {} : { retries: request.retries }),
    ...(request.timeoutMs === undefined ? {} : { timeoutMs: request.timeoutMs }),
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  });
  if (response.status === 401) throw ctx.latch.trip();
  if (response.status >= 400 && isBlocked(response.text)) throw ctx.latch.block(response.status);
  if (!request.accept.includes(response.status))
    throw davError(response.status, response.text, request.subject);
  return response;
}
