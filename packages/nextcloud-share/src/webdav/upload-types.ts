import type { OnTransferEvent } from "@scanferry/transfer";
import type { CallOptions } from "./stat.js";

/** Where the bytes of an upload come from. */
export interface UploadBody {
  /** Exact number of bytes; leave it out where it is not known, then the file travels in chunks. */
  readonly lengthBytes?: number | undefined;
  /**
   * Opens the bytes from the first one on. It is called again for every new try and for a resumed upload, and must give
   * the same bytes each time: what differs is caught by the digest and costs a whole new upload.
   */
  open(): AsyncIterable<Uint8Array>;
}

/** One file to upload. */
export interface UploadRequest {
  /** Path below the account's home; folders above it are made where they are missing. */
  readonly path: string;
  readonly body: UploadBody;
  /** Overwrites a file that is there. Old links to it stay alive and serve the new content. @default false */
  readonly replace?: boolean;
  /** Modification time the file gets on the server. */
  readonly mtime?: Date | undefined;
  /**
   * Names the content (for example a digest of source, salt and password verifier). An interrupted chunked upload
   * of the same id and path goes on where it stopped. Without it, nothing is left behind and nothing is resumed.
   */
  readonly contentId?: string | undefined;
}

/** How to upload. */
export interface UploadOptions extends CallOptions {
  /** Files larger than this travel in chunks. @default 104857600 (100 MiB: bodies above it are refused by some proxies) */
  readonly chunkThresholdBytes?: number;
  /** Size of a chunk; one is held in memory, so that it can be sent again. @default 10485760, within the server's limits */
  readonly chunkBytes?: number;
  /** How often a failed request is repeated. @default 4 */
  readonly retries?: number;
  /** How long the server may take to join the chunks of a big file, in milliseconds. @default 1800000 */
  readonly mergeTimeoutMs?: number;
  readonly onEvent?: OnTransferEvent | undefined;
  /** The `id` of the events. @default the remote path */
  readonly id?: string | undefined;
}

/** What an upload did. */
export interface UploadResult {
  readonly path: string;
  readonly sizeBytes: number;
  /** SHA-256 of the bytes that were sent, 64 lower-case hex digits. */
  readonly sha256: string;
  /**
   * `server-sha256`: the server computed the same digest over what it stored. `size`: it cannot compute one, only the
   * length was compared.
   */
  readonly verifiedBy: "server-sha256" | "size";
  readonly etag: string | undefined;
  readonly fileId: string | undefined;
  /** Chunks sent, and chunks of an earlier try that were kept; both 0 for a plain upload. */
  readonly chunks: { readonly sent: number; readonly kept: number };
}
