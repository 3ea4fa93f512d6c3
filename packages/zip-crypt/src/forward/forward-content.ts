import { crc32 } from "node:zlib";
import { checksumMismatch } from "../read/damaged.js";
import { decompressed } from "../read/decompressed.js";
import { type FoundData, takeDescriptor } from "./data-descriptor.js";
import type { ForwardBytes } from "./forward-bytes.js";
import type { ForwardLimits } from "./forward-limits.js";
import { inflatedToEnd } from "./inflated-to-end.js";
import { type LocalEntry, folderWithContent } from "./local-header.js";
import { sizeMismatch } from "./size-mismatch.js";

/**
 * Streams the content of the entry whose header was taken, and takes everything that belongs to it. Only when the stream has
 * ended are the bytes known to be right.
 *
 * @throws {@link ScanferryError} `data/corrupt`, `data/checksum-mismatch`, `data/size-mismatch`
 */
export async function* forwardContent(
  bytes: ForwardBytes,
  entry: LocalEntry,
  found: FoundData,
  limits: ForwardLimits,
): AsyncGenerator<Uint8Array> {
  const start = bytes.position;
  const isOpenEnded = endsByItself(entry);
  if (!isOpenEnded && !entry.hasDescriptor) found.end = start + entry.compressedBytes;
  const plain = isOpenEnded
    ? inflatedToEnd(bytes, entry.name)
    : decompressed(bytes.part(entry.compressedBytes), entry, () => entry.compressedBytes);
  let sizeBytes = 0;
  let crc = 0;
  try {
    for await (const chunk of plain) {
      sizeBytes += chunk.length;
      if (!entry.hasDescriptor && sizeBytes > entry.sizeBytes) throw sizeMismatch(entry.name);
      if (entry.isDirectory) throw folderWithContent(entry.name);
      limits.add(chunk.length, bytes.position);
      crc = crc32(chunk, crc);
      yield chunk;
    }
  } catch (error) {
    // What the stream itself failed with says more than what that did to the decompression.
    throw bytes.failure ?? error;
  }
  if (!entry.hasDescriptor) {
    if (sizeBytes !== entry.sizeBytes) throw sizeMismatch(entry.name);
    if (crc !== entry.crc32) throw checksumMismatch(entry.name, "CRC");
    return;
  }
  Object.assign(found, { crc32: crc, sizeBytes, compressedBytes: bytes.position - start });
  await takeDescriptor(bytes, found, entry.name);
}

/** Whether only the data tell where they end. */
export function endsByItself(entry: LocalEntry): boolean {
  return entry.hasDescriptor && entry.method === 8;
}
