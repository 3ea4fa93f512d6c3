import { centralSignature } from "../container/headers.js";
import { parseCentralRecord } from "./central-record.js";
import { damaged } from "./damaged.js";
import { asBuffer, readDirectoryEnd } from "./directory-end.js";
import type { RandomAccess } from "./random-access.js";
import type { LocatedEntry } from "./zip-entry.js";

const windowBytes = 256 * 1024;

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
  for (let index = 0; index < end.entries; index++) {
    if (!(await have(46)) || window.readUInt32LE(at) !== centralSignature) throw brokenDirectory();
    const recordBytes =
      46 + window.readUInt16LE(at + 28) + window.readUInt16LE(at + 30) + window.readUInt16LE(at + 32);
    if (!(await have(recordBytes))) throw brokenDirectory();
    const entry = parseCentralRecord(window.subarray(at, at + recordBytes), end.shift);
    if (entry.offset + 30 > end.directoryOffset) throw brokenDirectory();
    at += recordBytes;
    yield entry;
  }
}

function brokenDirectory(): Error {
  return damaged("The archive is damaged: its directory cannot be read.");
}
