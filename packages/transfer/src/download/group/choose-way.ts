import type { Amount, WantedFiles } from "./wanted-files.js";

/** What asking for one file costs, told in bytes: at 20 ms and four at once, as long as 256 KiB take at 50 MB/s (decision 0109). */
const requestBytes = 256 * 1024;

/** So few files are always fetched singly. */
const fewFiles = 2;

/** About so few files the server is always asked one by one: it makes no stream for a second's worth of requests. */
const fewAsked = 64;

/**
 * Whether the stream costs less than fetching what is missing singly: it brings all files of the group, wanted or not. Files of
 * unknown length count as much as the others do on average.
 */
export function isWorthStreaming({ pending, listed }: Pick<WantedFiles, "pending" | "listed">): boolean {
  if (pending.files <= fewFiles) return false;
  return costOf(pending, listed) >= bytesOf(listed, listed) / 2;
}

/**
 * Whether the stream costs less than asking about each file whose length is not listed. It must cost less in full: where nothing changed, no byte would
 * have come else.
 */
export function isWorthComparing({
  asked,
  pending,
  listed,
}: Pick<WantedFiles, "asked" | "pending" | "listed">): boolean {
  if (asked.files <= fewAsked) return false;
  return requestBytes * asked.files + costOf(pending, listed) >= bytesOf(listed, listed);
}

/** What it costs to fetch files singly. */
function costOf(amount: Amount, listed: Amount): number {
  return bytesOf(amount, listed) + requestBytes * amount.files;
}

function bytesOf({ bytes, unsized }: Amount, listed: Amount): number {
  const sized = listed.files - listed.unsized;
  return bytes + (sized === 0 ? 0 : (listed.bytes / sized) * unsized);
}
