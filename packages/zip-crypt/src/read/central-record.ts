import { fromDosTime } from "../container/dos-time.js";
import { aesExtraId, extendedTimeId, zip64ExtraId } from "../container/headers.js";
import { damaged } from "./damaged.js";
import { decodeName } from "./decode-name.js";
import { extendedTime, readExtras, wideNumbers } from "./extra-fields.js";
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
