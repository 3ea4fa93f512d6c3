import { ScanferryError } from "../errors/scanferry-error.js";
import type { SentBytes, UploadReceipt } from "./upload-item.js";

/**
 * Compares what the server says it has with what was sent.
 *
 * @throws {@link ScanferryError} `data/size-mismatch`, `data/checksum-mismatch`
 */
export function checkReceipt(sent: SentBytes, receipt: UploadReceipt): void {
  if (receipt.sizeBytes !== undefined && receipt.sizeBytes !== sent.bytes) {
    throw new ScanferryError(
      "data/size-mismatch",
      "The server stored another number of bytes than were sent.",
      {
        hint: "Run the same command again.",
        retryable: true,
        details: { expectedBytes: sent.bytes, actualBytes: receipt.sizeBytes },
      },
    );
  }
  for (const name of ["md5", "sha1", "sha256"] as const) {
    const stored = receipt[name]?.toLowerCase();
    if (stored === undefined || sent[name] === undefined || stored === sent[name]) continue;
    throw new ScanferryError("data/checksum-mismatch", "What the server stored differs from what was sent.", {
      hint: "Run the same command again. If it goes on, something between here and the server changes the data.",
      retryable: true,
      details: { digest: name },
    });
  }
}
