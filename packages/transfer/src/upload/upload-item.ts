/** What the engine tells a sink about the body it is to send. */
export interface PutRequest {
  /** The announced length, where it is known. */
  sizeBytes?: number;
  signal: AbortSignal;
}

/** A body on its way out. It counts itself: it throws `data/size-mismatch` when the source is shorter or longer than `lengthBytes`. */
export interface UploadBody {
  lengthBytes?: number;
  source: AsyncIterable<Uint8Array>;
}

/** What was sent, for the sink's own comparison with the server. */
export interface SentBytes {
  bytes: number;
  /** The digests asked for by `digests`. */
  md5?: string;
  sha1?: string;
  sha256?: string;
}

/** What the server says it has. What is given is compared with what was sent. */
export interface UploadReceipt {
  sizeBytes?: number;
  md5?: string;
  sha1?: string;
  sha256?: string;
  etag?: string;
  /** The final address, where the server chooses it. */
  target?: string;
}

/** Where a body goes: one PUT, chunks that are joined, an import service. It hides the protocol from the engine. */
export interface UploadSink {
  /** How many bytes the server has from an earlier try; the body then begins behind them. @default 0 */
  offsetBytes?: number;
  /** Sends the body. It may be cut into requests at will. */
  write(body: UploadBody, options: { signal: AbortSignal }): Promise<void>;
  /** Closes the upload and says what the server has now. */
  finish(sent: SentBytes, options: { signal: AbortSignal }): Promise<UploadReceipt>;
  /** Cleans up on the server after a failure. What may serve a later resume should stay. */
  abort?(): Promise<void>;
}

/** One thing to send. */
export interface UploadItem {
  /** Stable name. */
  id: string;
  /** Where it goes, as the server names it. */
  target: string;
  sizeBytes?: number;
  /**
   * What the source is, e.g. size, time and digest in one text. With a journal, an item of the same id, target and fingerprint
   * that was sent before is `unchanged`. Without it, every item is sent.
   */
  fingerprint?: string;
  /** Which digests of the body are computed. @default ["sha256"] */
  digests?: readonly ("md5" | "sha1" | "sha256")[];
  /** Whether the upload may be made again after a failure. @default true */
  repeatable?: boolean;
  /** Opens the source, each time from its start; for resume, the engine skips what the server has, and so hashes the whole. */
  open(options: { signal: AbortSignal }): AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>;
  /** Begins an upload, or says that the server has it already. */
  put(request: PutRequest): Promise<UploadSink | { unchanged: true; etag?: string }>;
}
