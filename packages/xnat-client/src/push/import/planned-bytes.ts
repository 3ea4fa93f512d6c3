import type { Stats } from "node:fs";
import { open } from "node:fs/promises";
import { ScanferryError, fsError } from "@scanferry/transfer";

/** What was planned of a file, or of an archive. */
export interface PlannedBytes {
  /** Absolute. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
}

/**
 * Reads a file from its beginning to its end, as long as it is what was planned: scanners write the next patient's images under the same names and with
 * the same lengths. It is looked at before the first byte and after the last one, so that what changed meanwhile ends the transfer.
 *
 * @throws {@link ScanferryError} `data/size-mismatch`, `local/*`
 */
export async function* plannedBytes(planned: PlannedBytes): AsyncGenerator<Uint8Array, void, undefined> {
  const { path, sizeBytes } = planned;
  try {
    const file = await open(path, "r");
    try {
      checkUnchanged(planned, await file.stat());
      const range = { start: 0, end: sizeBytes - 1, highWaterMark: 256 * 1024, autoClose: false };
      if (sizeBytes > 0) yield* file.createReadStream(range) as AsyncIterable<Buffer>;
      checkUnchanged(planned, await file.stat());
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fsError(error, path);
  }
}

/** @throws {@link ScanferryError} `data/size-mismatch` for a file that is another one than was planned */
export function checkUnchanged(
  { path, sizeBytes, mtimeMs }: PlannedBytes,
  { size, mtimeMs: changedMs }: Pick<Stats, "size" | "mtimeMs">,
): void {
  if (size === sizeBytes && changedMs === mtimeMs) return;
  throw new ScanferryError("data/size-mismatch", "A file has changed since the plan was made.", {
    hint: "Run the same command again once nothing writes to it.",
    details: { expectedBytes: sizeBytes, actualBytes: size },
    subject: path,
  });
}
