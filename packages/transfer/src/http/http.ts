import type { RetryNotice } from "../flow/retry.js";
import type { ByteStream } from "../streams/byte-stream.js";

/** What an API call may carry. Only one of `json`, `form` and `body` is sent. */
export interface ApiOptions {
  query?: Readonly<Record<string, string | number | boolean | undefined>> | URLSearchParams;
  headers?: Readonly<Record<string, string>>;
  json?: unknown;
  form?: Readonly<Record<string, string>> | URLSearchParams;
  body?: string;
  signal?: AbortSignal;
  /** How often a failed call is repeated. @default the client's `retries` for methods that may be repeated, else 0 */
  retries?: number;
  /** Asked before an answer such as 429 or 503 is repeated; `false` gives it to the caller at once. @default always `true` */
  retryOn?: (answer: ApiResponse) => boolean;
  /** How long one try may take in all. @default 60000 */
  timeoutMs?: number;
  /** The longest answer that is taken, in bytes. @default 16 MiB */
  maxBytes?: number;
}

/** A small answer, whole in memory. */
export interface ApiResponse {
  status: number;
  headers: Headers;
  /** The address that answered, after redirects. */
  url: string;
  text: string;
  /** @throws {@link ScanferryError} `remote/failed` when the text is not JSON, `auth/expired` when it is an HTML page */
  json(): unknown;
}

/** What a byte stream may carry. */
export interface BytesOptions {
  headers?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string | number | boolean | undefined>> | URLSearchParams;
  /** A body of known length; it is counted while it is sent. Without `lengthBytes` it is sent in chunked coding. */
  body?: { lengthBytes?: number; source: AsyncIterable<Uint8Array> };
  signal?: AbortSignal;
  /** How long nothing may move. @default the network's `stallMs` */
  stallMs?: number;
  /** How long the server may think once it has got everything. @default the network's `answerMs` */
  answerMs?: number;
  /** Called with the size of each piece that was sent. */
  onSent?: (bytes: number) => void;
}

/** An answer whose body is a stream. Read it, take its `text()`, or `dump()` it: until then it holds a connection. */
export interface BytesResponse {
  status: number;
  headers: Headers;
  url: string;
  body: ByteStream;
  /** The body as text, cut after `maxBytes`. @default 64 KiB */
  text(maxBytes?: number): Promise<string>;
  /** Throws the body away and frees the connection. */
  dump(): Promise<void>;
}

/** A client for one server: small answers whole (`api`), everything else as streams (`bytes`), both over the same proxy and certificates. */
export interface Http {
  /** The server's address, without a slash at its end. */
  readonly baseUrl: string;
  /**
   * Makes a call with a small answer. It never throws for an HTTP status: the client knows what each means.
   *
   * @throws {@link ScanferryError} `net/…`, `aborted`
   */
  api(method: string, path: string | URL, options?: ApiOptions): Promise<ApiResponse>;
  /**
   * Makes one request with a streamed body either way. It is never repeated by itself.
   *
   * @throws {@link ScanferryError} `net/…`, `data/size-mismatch`, `aborted`
   */
  bytes(method: string, path: string | URL, options?: BytesOptions): Promise<BytesResponse>;
  /** Closes all connections. */
  close(): Promise<void>;
}

/** Options of {@link createHttp}. */
export interface HttpOptions {
  baseUrl: string | URL;
  /** The value of the Authorization header, or a function that gives it for each request. It is sent to `baseUrl`'s origin alone. */
  authorization?: string | (() => string | undefined);
  /** @default "scanferry" */
  userAgent?: string;
  /** Headers for each request to `baseUrl`'s origin. */
  headers?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>);
  network?: import("./network-options.js").NetworkOptions;
  /** Replaces the HTTP client of `api()`, for tests and other runtimes; `bytes()` keeps its own. */
  fetch?: typeof globalThis.fetch;
  /** How often a call that may be repeated is repeated. @default 4 */
  retries?: number;
  /** Further values that must not appear in any error. */
  secrets?: () => readonly string[];
  /** Told of each retry. */
  onRetry?: (notice: RetryNotice) => void;
  /**
   * Gets one line per request: method, origin and status, never a path or a secret. The path comes apart, because it may
   * hold labels that a log must be able to hide.
   */
  log?: (line: string, request?: { readonly path: string }) => void;
  now?: () => number;
  sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
  random?: () => number;
}
