import type { WantedFiles } from "./wanted-files.js";

/** What asking for one file costs, told in bytes: at 20 ms and four at once, as long as 256 KiB take at 50 MB/s (decision 0109). */
const requestBytes = 256 * 1024;

/** So few files are always fetched singly. */
const fewFiles = 2;

/**
 * Whether the stream costs less than fetching what is missing singly: it brings all files of the group, wanted or not. Files of
 * unknown length count as much as the others do on average.
 */
export function isWorthStreaming({ pending, listed }: Pick<WantedFiles, "pending" | "listed">): boolean {
  if (pending.files <= fewFiles) return false;
  const sized = listed.files - listed.unsized;
  const mean = sized === 0 ? 0 : listed.bytes / sized;
  const wholeBytes = listed.bytes + mean * listed.unsized;
  const singly = pending.bytes + mean * pending.unsized + requestBytes * pending.files;
  return singly >= wholeBytes / 2;
}
