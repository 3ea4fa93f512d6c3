import { ScanferryError, isScanferryError } from "@scanferry/transfer";
import type { NextcloudContext } from "../client/context.js";
import { serverDigest } from "./server-digest.js";
import type { CallOptions } from "./stat.js";
import { stat } from "./stat.js";

/** What should be on the server. */
export interface Sent {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** Digest that the server gave in its answer to the upload. */
  readonly received?: string | undefined;
}

/** What is on the server, and how we know. */
export interface Stored {
  readonly verifiedBy: "server-sha256" | "size";
  readonly etag: string | undefined;
  readonly fileId: string | undefined;
}

/**
 * Compares what was sent with what the server holds: always the size, and the SHA-256 where the server computes one.
 *
 * @throws {@link ScanferryError} `data/size-mismatch`, `data/checksum-mismatch`; both may be tried again.
 */
export async function checkStored(
  ctx: NextcloudContext,
  sent: Sent,
  options: CallOptions = {},
): Promise<Stored> {
  const entry = await stat(ctx, sent.path, options);
  if (entry?.kind !== "file") {
    throw new ScanferryError(
      "data/size-mismatch",
      "The server said that the file arrived, but it is not there.",
      {
        hint: "Try again. If it stays so, the server's log tells which app removes it (an antivirus app, for example).",
        retryable: true,
        subject: sent.path,
      },
    );
  }
  if (entry.sizeBytes !== sent.sizeBytes) {
    throw new ScanferryError(
      "data/size-mismatch",
      "The server stored another number of bytes than were sent.",
      {
        hint: "Try again. A server that stores 0 bytes needs fastcgi_request_buffering on (Nextcloud documentation, nginx).",
        retryable: true,
        details: { sentBytes: sent.sizeBytes, storedBytes: entry.sizeBytes ?? -1 },
        subject: sent.path,
      },
    );
  }
  const { etag, fileId } = entry;
  const digest = sent.received ?? (await serverDigest(ctx, sent.path, options));
  if (digest === undefined) return { verifiedBy: "size", etag, fileId };
  if (digest !== sent.sha256) {
    throw new ScanferryError("data/checksum-mismatch", "The file arrived with other bytes than were sent.", {
      hint: "It is sent again. If that does not help, a device between here and the server changes data.",
      retryable: true,
      subject: sent.path,
    });
  }
  return { verifiedBy: "server-sha256", etag, fileId };
}

/** Tells whether an error says that the stored bytes are not those that were sent. */
export function isDamage(error: unknown): boolean {
  return isScanferryError(error, "data/size-mismatch") || isScanferryError(error, "data/checksum-mismatch");
}
