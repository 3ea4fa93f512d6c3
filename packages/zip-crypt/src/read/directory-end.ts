import { endSignature, zip64EndSignature, zip64LocatorSignature } from "../container/headers.js";
import { uint16Marker, uint32Marker } from "../container/entry-layout.js";
import { damaged } from "./damaged.js";
import type { RandomAccess } from "./random-access.js";

const endBytes = 22;
const maxCommentBytes = 0xffff;

/** Where the central directory lies. */
export interface DirectoryEnd {
  entries: number;
  directoryOffset: number;
  directoryBytes: number;
  /** Bytes that stand before the archive proper, as in self-extracting files; already in `directoryOffset`. */
  shift: number;
  zip64: boolean;
}

/**
 * Finds the central directory from the end of the archive (APPNOTE 4.3.14 to 4.3.16). Of several candidates in a
 * comment only the one whose comment reaches exactly to the end counts, so that a comment cannot pose as a directory.
 *
 * @throws {@link ScanferryError} `data/corrupt`
 */
export async function readDirectoryEnd(archive: RandomAccess): Promise<DirectoryEnd> {
  const length = Math.min(archive.sizeBytes, endBytes + maxCommentBytes);
  const tailOffset = archive.sizeBytes - length;
  const tail = asBuffer(await archive.read(tailOffset, length));
  for (let at = length - endBytes; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== endSignature) continue;
    if (at + endBytes + tail.readUInt16LE(at + 20) !== length) continue;
    return resolveEnd(archive, tail.subarray(at), tailOffset + at);
  }
  throw damaged("The archive is cut off or is not a zip: its directory is missing.");
}

async function resolveEnd(archive: RandomAccess, end: Buffer, endOffset: number): Promise<DirectoryEnd> {
  let entries = end.readUInt16LE(10);
  let directoryBytes = end.readUInt32LE(12);
  let declaredOffset = end.readUInt32LE(16);
  let directoryEnd = endOffset;
  const disks = Math.max(end.readUInt16LE(4), end.readUInt16LE(6));
  if (disks !== 0 && disks !== uint16Marker) {
    throw damaged("The archive is one part of a split archive, which cannot be read alone.");
  }
  const wide = entries === uint16Marker || directoryBytes === uint32Marker || declaredOffset === uint32Marker;
  const zip64 = wide ? await readZip64End(archive, endOffset) : undefined;
  if (zip64 !== undefined) {
    entries = Number(zip64.record.readBigUInt64LE(32));
    directoryBytes = Number(zip64.record.readBigUInt64LE(40));
    declaredOffset = Number(zip64.record.readBigUInt64LE(48));
    directoryEnd = zip64.offset;
  }
  const directoryOffset = directoryEnd - directoryBytes;
  const shift = directoryOffset - declaredOffset;
  if (directoryOffset < 0 || shift < 0 || entries * 46 > directoryBytes) {
    throw damaged("The archive is damaged: its directory does not lie where it should.");
  }
  return { entries, directoryOffset, directoryBytes, shift, zip64: zip64 !== undefined };
}

async function readZip64End(
  archive: RandomAccess,
  endOffset: number,
): Promise<{ record: Buffer; offset: number } | undefined> {
  if (endOffset < 76) return undefined;
  const locator = asBuffer(await archive.read(endOffset - 20, 20));
  if (locator.readUInt32LE(0) !== zip64LocatorSignature) return undefined;
  const declared = Number(locator.readBigUInt64LE(8));
  // With bytes before the archive the locator is off by their number; the record then stands right before it.
  for (const offset of new Set([declared, endOffset - 76])) {
    if (offset + 56 > endOffset - 20) continue;
    const record = asBuffer(await archive.read(offset, 56));
    if (record.readUInt32LE(0) === zip64EndSignature) return { record, offset };
  }
  throw damaged("The archive is damaged: its zip64 directory record is missing.");
}

/** Views bytes as a Buffer, for its readers of little-endian numbers. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
