/** One header; a list of pairs because real servers send some of them twice. */
export type HeaderPair = readonly [name: string, value: string];

/** What a route answers; the sending, and every fault on the way out, is done in one place. */
export interface Answer {
  readonly status: number;
  /** Reason phrase, where the real server's differs from the usual one. */
  readonly reason?: string;
  readonly headers: readonly HeaderPair[];
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>;
  /** Length of a streamed body; without it the answer goes out chunked. */
  readonly bodyBytes?: number;
  /** How long a chunked body is going to be, for faults that strike at a share of it; asked only when one does. */
  readonly totalBytes?: () => number;
  /** Called once, whether the answer went out whole or not: locks are freed here. */
  readonly release?: () => void;
}

/** An answer with a text body and its Content-Length. */
export function textAnswer(
  status: number,
  contentType: string,
  body: string,
  headers: readonly HeaderPair[] = [],
): Answer {
  return {
    status,
    headers: [["Content-Type", contentType], ["Content-Length", String(Buffer.byteLength(body))], ...headers],
    body,
  };
}

/** PHP's answer without a body. */
export function emptyAnswer(status: number, headers: readonly HeaderPair[] = []): Answer {
  return {
    status,
    headers: [["Content-Type", "text/html; charset=UTF-8"], ["Content-Length", "0"], ...headers],
  };
}
