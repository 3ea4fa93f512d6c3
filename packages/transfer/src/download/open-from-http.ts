import { errorFromStatus, looksLikeHtml } from "../errors/from-status.js";
import { ScanferryError } from "../errors/scanferry-error.js";
import type { BytesOptions, BytesResponse, Http } from "../http/http.js";
import type { FileItem, ItemExpectation, Opened, OpenRequest } from "./transfer-item.js";

/** Options of {@link openFromHttp}. */
export interface OpenFromHttpOptions {
  headers?: Readonly<Record<string, string>>;
  query?: NonNullable<BytesOptions["query"]>;
  /** Gives a client's own error for an answer, before the common table is asked. */
  mapStatus?: (status: number, headers: Headers, text: string) => ScanferryError | undefined;
  /** Reads digests out of the answer's headers, where a server sends them. */
  expectFrom?: (headers: Headers) => ItemExpectation | undefined;
  /** Whether a web page is what is wanted. @default false */
  html?: boolean;
  stallMs?: number;
}

/**
 * Makes the `open()` of an item that is one GET: it continues by Range and If-Range, begins anew when the server answers 200,
 * 416 or with another version, asks with If-None-Match for files that are here, and knows a login page from a file.
 *
 * @example
 * ```ts
 * const item = { id: "a", target: "a.dcm", open: openFromHttp(http, "/data/a.dcm") };
 * ```
 */
export function openFromHttp(
  http: Http,
  path: string | URL,
  options: OpenFromHttpOptions = {},
): FileItem["open"] {
  return async (request) => {
    const first = await get(http, path, options, conditions(request), request.signal);
    if (first.status === 304) {
      await first.dump();
      return { status: "unchanged" };
    }
    if (request.fromByte > 0) {
      const rest = restOf(first, request);
      if (rest !== undefined) return rest;
      if (first.status === 206 || first.status === 416) {
        await first.dump();
        return whole(await get(http, path, options, {}, request.signal), options);
      }
    }
    return whole(first, options);
  };
}

function get(
  http: Http,
  path: string | URL,
  options: OpenFromHttpOptions,
  conditions: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<BytesResponse> {
  return http.bytes("GET", path, {
    headers: { ...options.headers, ...conditions },
    signal,
    ...(options.query === undefined ? {} : { query: options.query }),
    ...(options.stallMs === undefined ? {} : { stallMs: options.stallMs }),
  });
}

const isStrong = (etag: string | undefined): etag is string => etag !== undefined && !etag.startsWith("W/");

function conditions({ fromByte, knownEtag, knownLastModified }: OpenRequest): Record<string, string> {
  if (fromByte > 0) {
    // A weak validator is not allowed in If-Range (RFC 9110, 13.1.5): it says "alike", not "the same bytes".
    const validator = isStrong(knownEtag) ? knownEtag : knownLastModified;
    return {
      Range: `bytes=${String(fromByte)}-`,
      ...(validator === undefined ? {} : { "If-Range": validator }),
    };
  }
  if (knownEtag !== undefined) return { "If-None-Match": knownEtag };
  return knownLastModified === undefined ? {} : { "If-Modified-Since": knownLastModified };
}

/** What a 206 or 416 gives, if it is the rest of the very same file; nothing when the file must be begun anew. */
function restOf(
  answer: BytesResponse,
  { fromByte, knownEtag, knownLastModified }: OpenRequest,
): Opened | undefined {
  const [, from, total] =
    /^bytes\s+(?:(\d+)-\d+|\*)\/(\d+|\*)$/i.exec(answer.headers.get("content-range") ?? "") ?? [];
  const sizeBytes = total === undefined || total === "*" ? undefined : Number(total);
  const { etag, lastModified } = validators(answer.headers);
  // Some servers honor Range but not If-Range, so the validators are compared here too.
  if (isStrong(knownEtag) && etag !== undefined && etag !== knownEtag) return undefined;
  if (
    !isStrong(knownEtag) &&
    knownLastModified !== undefined &&
    lastModified !== undefined &&
    lastModified !== knownLastModified
  ) {
    return undefined;
  }
  const common = {
    fromByte,
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  };
  if (answer.status === 206 && Number(from) === fromByte)
    return { status: "partial", ...common, body: answer.body };
  // Everything is here already: the process was killed between the last byte and the rename.
  if (answer.status === 416 && sizeBytes === fromByte)
    return { status: "partial", ...common, body: emptyBody(answer) };
  return undefined;
}

async function* emptyBody(answer: BytesResponse): AsyncGenerator<Uint8Array> {
  await answer.dump();
  yield* [];
}

async function whole(answer: BytesResponse, options: OpenFromHttpOptions): Promise<Opened> {
  const { status, headers } = answer;
  const type = headers.get("content-type") ?? "";
  const page = options.html !== true && /^\s*(text\/html|application\/xhtml)/i.test(type);
  if (status !== 200 || page) {
    const text = await answer.text();
    if (status !== 200 || looksLikeHtml(text) || text === "") {
      throw options.mapStatus?.(status, headers, text) ?? errorFromStatus(status, headers, text);
    }
    throw new ScanferryError("remote/failed", "The server sent text where a file was expected.", {
      hint: "Open the same address in the web browser to see what it says.",
      details: { status },
    });
  }
  const length = headers.get("content-length");
  const date = headers.get("date");
  const expect = options.expectFrom?.(headers);
  return {
    status: "full",
    ...(length === null ? {} : { sizeBytes: Number(length) }),
    ...validators(headers),
    ...(date === null ? {} : { date }),
    ...(expect === undefined ? {} : { expect }),
    body: answer.body,
  };
}

function validators(headers: Headers): { etag?: string; lastModified?: string } {
  const etag = headers.get("etag");
  const lastModified = headers.get("last-modified");
  return { ...(etag === null ? {} : { etag }), ...(lastModified === null ? {} : { lastModified }) };
}
