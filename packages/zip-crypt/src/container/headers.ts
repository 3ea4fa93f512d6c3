import { toDosTime } from "./dos-time.js";
import {
  type EntryLayout,
  centralHeaderLength,
  descriptorLength,
  localHeaderLength,
  needsZip64End,
  uint16Marker,
  uint32Marker,
  zip64CentralFields,
} from "./entry-layout.js";

export const localSignature = 0x04034b50;
export const centralSignature = 0x02014b50;
export const descriptorSignature = 0x08074b50;
export const endSignature = 0x06054b50;
export const zip64EndSignature = 0x06064b50;
export const zip64LocatorSignature = 0x07064b50;

export const zip64ExtraId = 0x0001;
export const aesExtraId = 0x9901;
export const extendedTimeId = 0x5455;

const unixHost = 3 << 8;
const regularFileMode = 0o100644;
const directoryMode = 0o040755;
const dosDirectory = 0x10;

/** What writing an entry has found out about it. */
export interface WrittenEntry {
  layout: EntryLayout;
  mtime: Date;
  /** Zero for AES entries: AE-2 leaves the CRC out, because it would tell about the content. */
  crc32: number;
  sizeBytes: number;
  payloadBytes: number;
  offset: number;
}

/** Writes the local header (APPNOTE 4.3.7). */
export function localHeader(layout: EntryLayout, mtime: Date, sizeBytes: number | undefined): Buffer {
  const header = Buffer.alloc(localHeaderLength(layout));
  const known = !layout.descriptor;
  const size = known ? (sizeBytes ?? 0) : 0;
  const payload = known ? (layout.payloadBytes ?? 0) : 0;
  header.writeUInt32LE(localSignature, 0);
  writeCommon(header, 4, layout, mtime);
  header.writeUInt32LE(0, 14);
  header.writeUInt32LE(layout.zip64 ? uint32Marker : payload, 18);
  header.writeUInt32LE(layout.zip64 ? uint32Marker : size, 22);
  header.writeUInt16LE(layout.nameBytes.length, 26);
  header.writeUInt16LE(header.length - 30 - layout.nameBytes.length, 28);
  layout.nameBytes.copy(header, 30);
  const at = writeZip64Extra(header, 30 + layout.nameBytes.length, layout.zip64 ? [size, payload] : []);
  writeExtras(header, at, layout, mtime);
  return header;
}

/** Writes the record after the data of an entry whose sizes were not known before (APPNOTE 4.3.9). */
export function dataDescriptor(entry: WrittenEntry): Buffer {
  const record = Buffer.alloc(descriptorLength(entry.layout));
  record.writeUInt32LE(descriptorSignature, 0);
  record.writeUInt32LE(entry.crc32, 4);
  if (entry.layout.zip64) {
    record.writeBigUInt64LE(BigInt(entry.payloadBytes), 8);
    record.writeBigUInt64LE(BigInt(entry.sizeBytes), 16);
  } else {
    record.writeUInt32LE(entry.payloadBytes, 8);
    record.writeUInt32LE(entry.sizeBytes, 12);
  }
  return record;
}

/** Writes an entry's record of the central directory (APPNOTE 4.3.12). */
export function centralHeader(entry: WrittenEntry): Buffer {
  const { layout, sizeBytes, payloadBytes, offset } = entry;
  const header = Buffer.alloc(centralHeaderLength(layout, sizeBytes, payloadBytes, offset));
  header.writeUInt32LE(centralSignature, 0);
  header.writeUInt16LE(unixHost | versionNeeded(layout), 4);
  writeCommon(header, 6, layout, entry.mtime);
  header.writeUInt32LE(entry.crc32, 16);
  header.writeUInt32LE(Math.min(payloadBytes, uint32Marker), 20);
  header.writeUInt32LE(Math.min(sizeBytes, uint32Marker), 24);
  header.writeUInt16LE(layout.nameBytes.length, 28);
  header.writeUInt16LE(header.length - 46 - layout.nameBytes.length, 30);
  const mode = layout.isDirectory ? directoryMode : regularFileMode;
  header.writeUInt32LE(((mode << 16) | (layout.isDirectory ? dosDirectory : 0)) >>> 0, 38);
  header.writeUInt32LE(Math.min(offset, uint32Marker), 42);
  layout.nameBytes.copy(header, 46);
  const fields = zip64CentralFields(sizeBytes, payloadBytes, offset);
  const at = writeZip64Extra(header, 46 + layout.nameBytes.length, fields);
  writeExtras(header, at, layout, entry.mtime);
  return header;
}

/** Writes the records that close the archive (APPNOTE 4.3.14 to 4.3.16). */
export function endOfArchive(entries: number, directoryBytes: number, directoryOffset: number): Buffer {
  const zip64 = needsZip64End(entries, directoryBytes, directoryOffset);
  const record = Buffer.alloc(zip64 ? 98 : 22);
  let at = 0;
  if (zip64) {
    record.writeUInt32LE(zip64EndSignature, 0);
    record.writeBigUInt64LE(44n, 4);
    record.writeUInt16LE(unixHost | 45, 12);
    record.writeUInt16LE(45, 14);
    record.writeBigUInt64LE(BigInt(entries), 24);
    record.writeBigUInt64LE(BigInt(entries), 32);
    record.writeBigUInt64LE(BigInt(directoryBytes), 40);
    record.writeBigUInt64LE(BigInt(directoryOffset), 48);
    record.writeUInt32LE(zip64LocatorSignature, 56);
    record.writeBigUInt64LE(BigInt(directoryOffset + directoryBytes), 64);
    record.writeUInt32LE(1, 72);
    at = 76;
  }
  record.writeUInt32LE(endSignature, at);
  record.writeUInt16LE(Math.min(entries, uint16Marker), at + 8);
  record.writeUInt16LE(Math.min(entries, uint16Marker), at + 10);
  record.writeUInt32LE(Math.min(directoryBytes, uint32Marker), at + 12);
  record.writeUInt32LE(Math.min(directoryOffset, uint32Marker), at + 16);
  return record;
}

/** The fields from "version needed" to the date, which both headers share. */
function writeCommon(header: Buffer, at: number, layout: EntryLayout, mtime: Date): void {
  const utf8 = 0x0800;
  const flags = utf8 | (layout.encryption === "none" ? 0 : 0x0001) | (layout.descriptor ? 0x0008 : 0);
  const { time, date } = toDosTime(mtime);
  header.writeUInt16LE(versionNeeded(layout), at);
  header.writeUInt16LE(flags, at + 2);
  header.writeUInt16LE(layout.encryption === "aes-256" ? 99 : layout.method, at + 4);
  header.writeUInt16LE(time, at + 6);
  header.writeUInt16LE(date, at + 8);
}

function versionNeeded(layout: EntryLayout): number {
  if (layout.encryption === "aes-256") return 51;
  return layout.zip64 ? 45 : 20;
}

function writeZip64Extra(header: Buffer, at: number, values: number[]): number {
  if (values.length === 0) return at;
  header.writeUInt16LE(zip64ExtraId, at);
  header.writeUInt16LE(8 * values.length, at + 2);
  values.forEach((value, index) => header.writeBigUInt64LE(BigInt(value), at + 4 + 8 * index));
  return at + 4 + 8 * values.length;
}

function writeExtras(header: Buffer, start: number, layout: EntryLayout, mtime: Date): void {
  let at = start;
  if (layout.encryption === "aes-256") {
    // WinZip AE-2: vendor version 2, "AE", strength 3 (256 bits), the real compression method.
    header.writeUInt16LE(aesExtraId, at);
    header.writeUInt16LE(7, at + 2);
    header.writeUInt16LE(2, at + 4);
    header.write("AE", at + 6, "latin1");
    header.writeUInt8(3, at + 8);
    header.writeUInt16LE(layout.method, at + 9);
    at += 11;
  }
  const seconds = Math.floor(mtime.getTime() / 1000);
  header.writeUInt16LE(extendedTimeId, at);
  header.writeUInt16LE(5, at + 2);
  header.writeUInt8(1, at + 4);
  header.writeInt32LE(Number.isNaN(seconds) ? 0 : Math.min(Math.max(seconds, 0), 0x7fff_ffff), at + 5);
}
