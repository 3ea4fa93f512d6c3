import type { z } from "zod";
import type { ApiResponse, Http } from "@scanferry/transfer";
import { ScanferryError, looksLikeHtml } from "@scanferry/transfer";
import type { AuthLatch } from "./auth-latch.js";
import { isBlocked, unlessBlocked } from "./blocked-address.js";
import { htmlAnswerError } from "./html-answer-error.js";
import { ocsError } from "./ocs-errors.js";
import { ocsEnvelope } from "./ocs-schema.js";
import { parseAnswer } from "./parse-answer.js";
import { untrustedDomainError } from "./untrusted-domain-error.js";

/** What one OCS request needs beyond its path. */
export interface OcsRequest<S extends z.ZodType> {
  readonly schema: S;
  /** What is asked for, in words for an error: `the account`. */
  readonly what: string;
  readonly query?: Record<string, string>;
  /** Sent in the request body, never in the URL: URLs end in access logs, and this may be a share password. */
  readonly form?: Record<string, string>;
  readonly retries?: number;
  /** Longest answer that is taken; lists of links have no pages. @default 16 MiB */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sends one request to the OCS interface and gives its checked `data`.
 *
 * @throws {@link ScanferryError} `auth/rejected` on the first 401, for this and every later request of the client;
 * `remote/*` by what the server says.
 */
export async function ocsRequest<S extends z.ZodType>(
  ctx: { http: Http; latch: AuthLatch },
  method: "GET" | "POST" | "PUT" | "DELETE",
  path: string,
  request: OcsRequest<S>,
): Promise<z.output<S>> {
  ctx.latch.check();
  const response = await ctx.http.api(method, `ocs/v2.php/${path}`, {
    retryOn: unlessBlocked,
    query: { ...request.query, format: "json" },
    headers: { "OCS-APIRequest": "true", Accept: "application/json" },
    ...(request.form === undefined ? {} : { form: request.form }),
    ...(request.maxBytes === undefined ? {} : { maxBytes: request.maxBytes }),
    ...(request.retries === undefined ? {} : { retries: request.retries }),
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  });
  if (response.status === 401) throw ctx.latch.trip();
  if (response.status >= 400 && isBlocked(response.text)) throw ctx.latch.block(response.status);
  return parseAnswer(request.schema, readOcsData(response), request.what);
}

/** Opens the envelope of an OCS answer, or throws what the refusal means. */
export function readOcsData(response: ApiResponse): unknown {
  const untrusted = untrustedDomainError(response.status, response.text);
  if (untrusted !== undefined) throw untrusted;
  const body = parseJson(response.text);
  const envelope = ocsEnvelope.safeParse(body);
  if (!envelope.success) {
    // The 21st share is answered 429 with an empty text/html body; a portal's page is a different thing.
    if (looksLikeHtml(response.text)) throw htmlAnswerError(response.status, response.text);
    if (response.status >= 400)
      throw ocsError({ status: response.status, statusCode: response.status, message: "" });
    throw new ScanferryError("remote/failed", "The server's answer is no OCS answer.", {
      hint: "Check that the address is that of a Nextcloud.",
      details: { status: response.status },
    });
  }
  const { meta, data } = envelope.data.ocs;
  if (response.status >= 400 || (meta.statuscode !== 200 && meta.statuscode !== 100)) {
    throw ocsError({ status: response.status, statusCode: meta.statuscode, message: meta.message ?? "" });
  }
  return data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
