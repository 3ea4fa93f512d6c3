import { hasTime, type KnownItem } from "../journal/known-items.js";
import { digestOf, sameHex } from "./digest-of.js";
import type { DownloadOptions } from "./download.js";

/**
 * How a file stands to its record: `same` by size and time (with `checksum`, by its content too); `touched` when it has the content and
 * another time, as in a folder that was copied without times; `edited` when it is another file; `unknown` when no digest can tell.
 */
export async function compareWithRecord(
  record: KnownItem,
  found: { path: string; bytes: number; mtimeMs: number },
  { checksum }: Pick<DownloadOptions, "checksum">,
  signal: AbortSignal,
): Promise<"same" | "touched" | "edited" | "unknown"> {
  if (record.bytes !== found.bytes) return "edited";
  const sameTime = hasTime(record, found);
  if (sameTime && checksum !== true) return "same";
  const algorithm = record.sha256 === undefined ? "md5" : "sha256";
  if (record[algorithm] === undefined) return "unknown";
  if (!sameHex(record[algorithm], await digestOf(found.path, algorithm, signal))) return "edited";
  return sameTime ? "same" : "touched";
}
