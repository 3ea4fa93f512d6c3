import { throwIfAborted } from "@scanferry/transfer";
import { localSignature } from "../container/headers.js";
import { uint32Marker } from "../container/entry-layout.js";
import { decodeName } from "./decode-name.js";
import { asBuffer, readDirectoryEnd } from "./directory-end.js";
import { type RandomAccess, type ZipArchive, openRandomAccess } from "./random-access.js";
import { readDirectory } from "./read-directory.js";
import type { LocatedEntry } from "./zip-entry.js";

/** The record behind an entry's data has a signature or none, and sizes of 32 or 64 bits (APPNOTE 4.3.9). */
const descriptorBytes: ReadonlySet<number> = new Set([12, 16, 20, 24]);

/**
 * Whether an archive holds what its directory lists and nothing else, entry after entry: then a program that reads it from its beginning, as Java's
 * ZipInputStream does, finds the same. Entries that some tool deleted from the directory alone, bytes before the first one, and local headers that say
 * something else give false. Only headers are read, in constant memory.
 *
 * @throws {@link ScanferryError} `data/corrupt`, `local/not-found`, `local/denied`, `aborted`
 * @example
 * ```ts
 * if (!(await isZipGapless("sub-01.zip"))) console.log("It holds more than it lists.");
 * ```
 */
export async function isZipGapless(
  archive: ZipArchive,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<boolean> {
  const source = await openRandomAccess(archive);
  try {
    const { directoryOffset } = await readDirectoryEnd(source);
    let before = { end: 0, hasDescriptor: false };
    for await (const entry of readDirectory(source)) {
      throwIfAborted(signal);
      const next = await extentOf(source, entry);
      if (next === undefined || !follows(before, entry.offset)) return false;
      before = next;
    }
    return follows(before, directoryOffset);
  } finally {
    if (source !== archive) await source.close?.();
  }
}

interface Extent {
  /** Where the data end. */
  readonly end: number;
  /** Whether a record with sizes stands behind them. */
  readonly hasDescriptor: boolean;
}

function follows({ end, hasDescriptor }: Extent, offset: number): boolean {
  return hasDescriptor ? descriptorBytes.has(offset - end) : offset === end;
}

/** Where an entry ends; nothing where its local header says something else than the directory. */
async function extentOf(source: RandomAccess, entry: LocatedEntry): Promise<Extent | undefined> {
  const header = asBuffer(await source.read(entry.offset, 30));
  if (header.readUInt32LE(0) !== localSignature) return undefined;
  const flags = header.readUInt16LE(6);
  const hasDescriptor = (flags & 0x0008) !== 0;
  const nameBytes = header.readUInt16LE(26);
  const name = asBuffer(await source.read(entry.offset + 30, nameBytes));
  if (decodeName(name, (flags & 0x0800) !== 0) !== entry.name) return undefined;
  const declared = header.readUInt32LE(18);
  const isSame = hasDescriptor || declared === uint32Marker || declared === entry.compressedBytes;
  if (!isSame) return undefined;
  const start = entry.offset + 30 + nameBytes + header.readUInt16LE(28);
  return { end: start + entry.compressedBytes, hasDescriptor };
}
