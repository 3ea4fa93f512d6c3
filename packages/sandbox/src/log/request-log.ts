/** One request that the sandbox saw; never a body, a password or the value of a header that may hold one. */
export interface RequestLogEntry {
  /** Which look-alike: `nextcloud`, `loris` or `xnat`. */
  readonly server: string;
  readonly method: string;
  /** Decoded path without the query. */
  readonly path: string;
  /** Names of the query parameters; a secret among them is a client's mistake that a test can see. */
  readonly queryNames: readonly string[];
  /** 0 while the request is running, or when the connection was reset without an answer. */
  status: number;
  /** Bytes of the request body that were read. */
  requestBytes: number;
  /** Bytes of the answer's body that were sent. */
  responseBytes: number;
  /** Whether the client left before it had the whole answer. */
  aborted: boolean;
  /** Sandbox time of its arrival, milliseconds since 1970. */
  readonly atMs: number;
  /** Names of the request's headers, spelled as they came. */
  readonly headerNames: readonly string[];
  /** Whether the request was conditional: an If-None-Match that is not empty. */
  readonly ifNoneMatch: boolean;
  /** Whether the request asked by date: an If-Modified-Since that is not empty. */
  readonly ifModifiedSince: boolean;
  /** Value of the query's `format`: what tells a list from an archive. */
  readonly format?: string;
  /** Range header, the one header that tests of resume ask for. */
  readonly range?: string;
}

/** The requests seen, oldest first; only the last ones are kept, so that a long run stays small. */
export class RequestLog {
  readonly #entries: RequestLogEntry[] = [];
  readonly #limit: number;

  constructor(limit = 20_000) {
    this.#limit = limit;
  }

  /** All entries kept, oldest first. */
  get entries(): readonly RequestLogEntry[] {
    return this.#entries;
  }

  /** The entries of one method and path (a part of it, or a pattern). */
  find(method: string, path: string | RegExp): RequestLogEntry[] {
    return this.#entries.filter(
      (entry) =>
        entry.method === method &&
        (typeof path === "string" ? entry.path.includes(path) : entry.path.search(path) >= 0),
    );
  }

  /** Forgets everything. */
  clear(): void {
    this.#entries.length = 0;
  }

  /** Keeps one entry; called when a request arrives. */
  add(entry: RequestLogEntry): RequestLogEntry {
    this.#entries.push(entry);
    if (this.#entries.length > this.#limit) this.#entries.splice(0, Math.ceil(this.#limit / 10));
    return entry;
  }
}
