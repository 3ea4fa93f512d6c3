import type { BytesResponse, ScanferryError } from "@scanferry/transfer";
import { retryAfterMs } from "@scanferry/transfer";
import type { NextcloudContext } from "../client/context.js";
import { isBlocked } from "../http/blocked-address.js";
import { davError } from "../http/dav-errors.js";
import { filesUrl } from "./dav-paths.js";
import { hashingBody } from "./hashing-body.js";
import type { UploadBody } from "./upload-types.js";

/** One PUT. */
export interface PutRequest {
  readonly path: string;
  readonly body: UploadBody & { readonly lengthBytes: number };
  /** `new`: refuse to overwrite (`If-None-Match: *`). `any`: overwrite. An etag: overwrite only that version. */
  readonly over: "new" | "any" | { readonly etag: string };
  readonly mtime?: Date | undefined;
}

/** What the server answered to a PUT. */
export interface PutAnswer {
  /** SHA-256 of the bytes sent. */
  readonly sent: string;
  /** SHA-256 that the server computed over the bytes it received, where it does (`X-Hash`, Nextcloud 27 and 32). */
  readonly received: string | undefined;
  readonly etag: string | undefined;
  readonly fileId: string | undefined;
}

/**
 * Sends one file in one request, once. The length is always announced: without it, php-fpm servers with
 * `fastcgi_request_buffering off` answer 201 and store 0 bytes (server issue 7995), and skip the quota check.
 */
export async function putFile(
  ctx: NextcloudContext,
  request: PutRequest,
  options: { signal?: AbortSignal | undefined; onBytes?: (total: number) => void } = {},
): Promise<PutAnswer> {
  ctx.latch.check();
  const { path, body } = request;
  const hashed = hashingBody(body.open(), options.onBytes);
  const response = await ctx.http.bytes("PUT", filesUrl(ctx.userId, path), {
    headers: {
      "Content-Type": "application/octet-stream",
      "X-Hash": "sha256",
      ...condition(request.over),
      ...(request.mtime === undefined ? {} : { "X-OC-Mtime": unixSeconds(request.mtime) }),
    },
    body: { lengthBytes: body.lengthBytes, source: hashed.source },
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  if (response.status === 401) {
    await response.dump();
    throw ctx.latch.trip();
  }
  if (response.status !== 201 && response.status !== 204) throw await refusedUpload(ctx, response, path);
  await response.dump();
  return {
    sent: hashed.digest(),
    received: response.headers.get("x-hash-sha256")?.toLowerCase(),
    etag:
      response.headers.get("oc-etag")?.replaceAll('"', "") ??
      response.headers.get("etag")?.replaceAll('"', ""),
    fileId: response.headers.get("oc-fileid") ?? undefined,
  };
}

/** The error for an upload that was not taken; what Retry-After asks for is kept, and a block stops everything. */
export async function refusedUpload(
  ctx: Pick<NextcloudContext, "now" | "latch">,
  response: BytesResponse,
  path: string,
): Promise<ScanferryError> {
  const waitMs = retryAfterMs(response.headers.get("retry-after"), ctx.now());
  const text = await response.text(64 * 1024);
  if (isBlocked(text)) return ctx.latch.block(response.status);
  return davError(response.status, text, path, waitMs);
}

/** Whole seconds: Nextcloud answers 500 to what is no number, and stores the file nevertheless. */
export function unixSeconds(date: Date): string {
  return String(Math.max(1, Math.floor(date.getTime() / 1000)));
}

function condition(over: PutRequest["over"]): Record<string, string> {
  if (over === "any") return {};
  return over === "new" ? { "If-None-Match": "*" } : { "If-Match": `"${over.etag}"` };
}
