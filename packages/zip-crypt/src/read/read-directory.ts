import { centralSignature } from "../container/headers.js";
import { parseCentralRecord } from "./central-record.js";
import { damaged } from "./damaged.js";
import { asBuffer, readDirectoryEnd } from "./directory-end.js";
import type { RandomAccess } from "./random-access.js";
import type { LocatedEntry } from "./zip-entry.js";

const windowBytes = 256 * 1024;
/** A digital signature may follow the records (APPNOTE 4.3.13); it is not checked. */
export const directorySignature = 0x05054b50;

/**
 * Reads the central directory window by window: a million entries take no more memory than ten.
 *
 * @throws {@link ScanferryError} `data/corrupt`
 */
export async function* readDirectory(archive: RandomAccess): AsyncGenerator<LocatedEntry> {
  const end = await readDirectoryEnd(archive);
  const stop = end.directoryOffset + end.directoryBytes;
  let position = end.directoryOffset;
  let window: Buffer = Buffer.alloc(0);
  let at = 0;
  const have = async (bytes: number): Promise<boolean> => {
    if (window.length - at >= bytes) return true;
    const left = window.subarray(at);
    const length = Math.min(Math.max(windowBytes, bytes - left.length), stop - position);
    if (length > 0) {
      window = Buffer.concat([left, asBuffer(await archive.read(position, length))]);
      position += length;
      at = 0;
    }
    return window.length - at >= bytes;
  };
  let count = 0;
  while ((await have(4)) && window.readUInt32LE(at) === centralSignature) {
    if (!(await have(46))) throw brokenDirectory();
    const recordBytes =
      46 + window.readUInt16LE(at + 28) + window.readUInt16LE(at + 30) + window.readUInt16LE(at + 32);
    if (!(await have(recordBytes))) throw brokenDirectory();
    const entry = parseCentralRecord(window.subarray(at, at + recordBytes), end.shift);
    if (entry.offset + 30 > end.directoryOffset) throw brokenDirectory();
    at += recordBytes;
    count += 1;
    yield entry;
  }
  const signed = (await have(4)) && window.readUInt32LE(at) === directorySignature;
  const isRead = signed || (at === window.length && position === stop);
  // Writers without zip64 let the count of more than 65535 entries wrap around.
  if (!isRead || (count !== end.entries && (end.zip64 || (count & 0xffff) !== end.entries))) {
    throw brokenDirectory();
  }
}

function brokenDirectory(): Error {
  return damaged("The archive is damaged: its directory cannot be read.");
}
