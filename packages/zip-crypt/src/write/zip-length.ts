import {
  centralHeaderLength,
  descriptorLength,
  endLength,
  layoutEntry,
  localHeaderLength,
} from "../container/entry-layout.js";
import type { ZipEncryption } from "../zip-options.js";

/**
 * Gives the exact length in bytes of an archive of stored entries, before anything is read: what an upload announces.
 *
 * @param entries names and sizes in the order in which they will be written
 * @example
 * ```ts
 * zipLength([{ name: "sub-01_T1w.nii.gz", sizeBytes: 7_340_032 }], { encryption: "aes-256" });
 * ```
 */
export function zipLength(
  entries: Iterable<{ name: string; sizeBytes: number }>,
  options: { encryption: ZipEncryption },
): number {
  let offset = 0;
  let directoryBytes = 0;
  let count = 0;
  for (const { name, sizeBytes } of entries) {
    const layout = layoutEntry({ name, sizeBytes, encryption: options.encryption, store: true });
    const size = layout.isDirectory ? 0 : sizeBytes;
    const payloadBytes = layout.payloadBytes ?? 0;
    directoryBytes += centralHeaderLength(layout, size, payloadBytes, offset);
    offset += localHeaderLength(layout) + payloadBytes + descriptorLength(layout);
    count += 1;
  }
  return offset + directoryBytes + endLength(count, directoryBytes, offset);
}
