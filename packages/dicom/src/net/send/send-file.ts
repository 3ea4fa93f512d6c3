import type { ScanferryError } from "@scanferry/transfer";
import type { ElementPatch } from "../../patch/element-patch.js";

/** What has to be known of a file before it can be offered; `readHeader` gives it. */
export interface SendIdentity {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  /** The one in which the file is written, and in which it is sent. */
  readonly transferSyntax: string;
}

/** A file to be sent. */
export interface SendFile {
  /** Stable name under which its outcome is told. */
  readonly id: string;
  readonly path: string;
  readonly header: SendIdentity;
  /** Its size when its header was read: a file of another size is not sent. */
  readonly sizeBytes?: number | undefined;
  /** When it had been written last, as its header was read: a file that was written since is not sent. */
  readonly mtimeMs?: number | undefined;
  /** One element to be written differently on the way. */
  readonly patch?: ElementPatch | undefined;
}

/**
 * How a file ended:
 *
 * - `stored`; `warned`: stored, with a remark (DIMSE status Bxxx: elements discarded or coerced);
 * - `refused`: the receiver got it and did not want it; `not-negotiable`: it does not take this kind in this transfer syntax;
 * - `failed`: it could not be read, or the connection was lost, twice.
 */
export type SendStatus = "stored" | "warned" | "refused" | "not-negotiable" | "failed";

/** The one outcome of a file. */
export interface SendOutcome {
  readonly id: string;
  readonly status: SendStatus;
  /** Bytes of the data set that were sent with the answered try. */
  readonly bytes: number;
  /** The receiver's status, where it answered. */
  readonly dimseStatus?: number;
  /** The element's own value, each character one byte, where the patch took the place of one that said something else. */
  readonly replaced?: string;
  readonly error?: ScanferryError;
}
