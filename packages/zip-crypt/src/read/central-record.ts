import { fromDosTime } from "../container/dos-time.js";
import { uint32Marker } from "../container/entry-layout.js";
import { aesExtraId, extendedTimeId, zip64ExtraId } from "../container/headers.js";
import { decodeCp437 } from "./cp437.js";
import { damaged } from "./damaged.js";
import type { EntryEncryption, LocatedEntry } from "./zip-entry.js";

const unixSymlink = 0o120000;
const unixDirectory = 0o040000;
const unixTypeMask = 0o170000;
const aesMethod = 99;
const strengths: Readonly<Record<number, EntryEncryption>> = { 1: "aes-128", 2: "aes-192", 3: "aes-256" };

/** Reads one whole record of the central directory; `shift` is added to its offset. */
export function parseCentralRecord(record: Buffer, shift: number): LocatedEntry {
  const flags = record.readUInt16LE(8);
  const nameBytes = record.readUInt16LE(28);
  const extraBytes = record.readUInt16LE(30);
  const rawName = record.subarray(46, 46 + nameBytes);
  const extras = readExtras(record.subarray(46 + nameBytes, 46 + nameBytes + extraBytes));
  const attributes = record.readUInt32LE(38);
  const dos = { time: record.readUInt16LE(12), date: record.readUInt16LE(14) };
  const crc = record.readUInt32LE(16);

  const wide = wideNumbers(extras.get(zip64ExtraId));
  const sizeBytes = wide(record.readUInt32LE(24));
  const compressedBytes = wide(record.readUInt32LE(20));
  const offset = wide(record.readUInt32LE(42)) + shift;

  const aes = extras.get(aesExtraId);
  const isEncrypted = (flags & 0x0001) !== 0;
  const isAes = record.readUInt16LE(10) === aesMethod && aes !== undefined && aes.length >= 7;
  const hasCrc = !isAes || aes.readUInt16LE(0) === 1;
  const name = decodeName(rawName, (flags & 0x0800) !== 0);
  const unixMode = record.readUInt16LE(4) >> 8 === 3 ? attributes >>> 16 : 0;

  return {
    name,
    sizeBytes,
    compressedBytes,
    encryption: encryptionKind(isEncrypted, (flags & 0x0040) !== 0, isAes ? aes.readUInt8(4) : undefined),
    method: isAes ? aes.readUInt16LE(5) : record.readUInt16LE(10),
    crc32: hasCrc ? crc : undefined,
    mtime: extendedTime(extras.get(extendedTimeId)) ?? fromDosTime(dos),
    isDirectory: isFolder(name, sizeBytes, unixMode, attributes),
    isSymlink: (unixMode & unixTypeMask) === unixSymlink,
    offset,
    // With a data descriptor the CRC is not known when the header is written; the time stands in for it.
    checkByte: (flags & 0x0008) !== 0 ? dos.time >>> 8 : crc >>> 24,
    hasCrc,
  };
}

/** A file must not be passed over because a damaged bit calls it a folder: what has content is a file, or a contradiction. */
function isFolder(name: string, sizeBytes: number, unixMode: number, attributes: number): boolean {
  const isNamed = name.endsWith("/");
  if (isNamed && sizeBytes > 0)
    throw damaged("The archive is damaged: a folder in it has content.", { subject: name });
  const isMarked = (unixMode & unixTypeMask) === unixDirectory || (attributes & 0x10) !== 0;
  return isNamed || (isMarked && sizeBytes === 0);
}

function encryptionKind(
  isEncrypted: boolean,
  isStrong: boolean,
  strength: number | undefined,
): EntryEncryption {
  if (!isEncrypted) return "none";
  if (strength !== undefined) return strengths[strength] ?? "unknown";
  return isStrong ? "unknown" : "zipcrypto";
}

function readExtras(bytes: Buffer): Map<number, Buffer> {
  const extras = new Map<number, Buffer>();
  for (let at = 0; at + 4 <= bytes.length;) {
    const length = bytes.readUInt16LE(at + 2);
    extras.set(bytes.readUInt16LE(at), bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return extras;
}

/** Hands out the numbers of the zip64 field in the order of APPNOTE 4.5.3, for those that are marked as too large. */
function wideNumbers(field: Buffer | undefined): (value: number) => number {
  let at = 0;
  return (value) => {
    if (value !== uint32Marker || field === undefined) return value;
    if (at + 8 > field.length) throw damaged("The archive is damaged: a zip64 field is too short.");
    const wide = Number(field.readBigUInt64LE(at));
    at += 8;
    if (!Number.isSafeInteger(wide)) throw damaged("The archive is damaged: a size is impossible.");
    return wide;
  };
}

/** Info-ZIP's extended timestamp: the modification time in UTC seconds, when its bit is set. */
function extendedTime(field: Buffer | undefined): Date | undefined {
  if (field === undefined || field.length < 5 || (field.readUInt8(0) & 1) === 0) return undefined;
  return new Date(field.readInt32LE(1) * 1000);
}

/** Names without the UTF-8 flag are code page 437 by the book; valid UTF-8 there comes from careless writers. */
function decodeName(raw: Buffer, isUtf8: boolean): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw);
  } catch {
    return isUtf8 ? raw.toString("utf8") : decodeCp437(raw);
  }
}
