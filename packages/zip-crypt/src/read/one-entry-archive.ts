import { centralHeader, endOfArchive, localHeader } from "../container/headers.js";
import type { EntryLayout } from "../container/entry-layout.js";
import type { CompressedEntry } from "./decompressed.js";

const methodAt = { local: 8, central: 10 };

/** An archive that holds one entry without encryption. */
export interface OneEntryArchive {
  sizeBytes: number;
  /** Gives a stretch of its records; where the data of the entry lie it gives zeros. */
  records(offset: number, length: number): Uint8Array;
}

/**
 * Makes the records around the decrypted data of one entry, so that another reader sees a small archive in its own
 * right, however many entries the real one has.
 */
export function oneEntryArchive(entry: CompressedEntry, payloadBytes: number): OneEntryArchive {
  const layout: EntryLayout = {
    nameBytes: Buffer.from("entry"),
    isDirectory: false,
    encryption: "none",
    method: 8,
    storedBlocks: false,
    descriptor: false,
    zip64: Math.max(entry.sizeBytes, payloadBytes) >= 0xffff_ffff,
    payloadBytes,
  };
  const mtime = new Date(0);
  const { sizeBytes } = entry;
  const head = localHeader(layout, mtime, sizeBytes);
  const central = centralHeader({ layout, mtime, crc32: 0, sizeBytes, payloadBytes, offset: 0 });
  head.writeUInt16LE(entry.method, methodAt.local);
  central.writeUInt16LE(entry.method, methodAt.central);
  const end = endOfArchive(1, central.length, head.length + payloadBytes);
  const tail = Buffer.concat([central, end]);
  const tailOffset = head.length + payloadBytes;
  return {
    sizeBytes: tailOffset + tail.length,
    records(offset, length) {
      const bytes = new Uint8Array(length);
      copyOverlap(head, 0, bytes, offset);
      copyOverlap(tail, tailOffset, bytes, offset);
      return bytes;
    },
  };
}

/** Copies what two stretches have in common, each given with the place where it begins. */
function copyOverlap(from: Uint8Array, fromOffset: number, to: Uint8Array, toOffset: number): void {
  const start = Math.max(fromOffset, toOffset);
  const end = Math.min(fromOffset + from.length, toOffset + to.length);
  if (start < end) to.set(from.subarray(start - fromOffset, end - fromOffset), start - toOffset);
}
