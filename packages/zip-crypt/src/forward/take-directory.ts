import {
  centralSignature,
  endSignature,
  zip64EndSignature,
  zip64LocatorSignature,
} from "../container/headers.js";
import { uint16Marker, uint32Marker } from "../container/entry-layout.js";
import { parseCentralRecord } from "../read/central-record.js";
import { damaged } from "../read/damaged.js";
import { directorySignature } from "../read/read-directory.js";
import type { ForwardBytes } from "./forward-bytes.js";
import { nextSignature } from "./next-signature.js";
import type { SeenEntries } from "./seen-entries.js";

/** What the records that close an archive have to agree with. */
interface Directory {
  entries: number;
  offset: number;
  bytes: number;
}

/**
 * Takes the central directory and the records behind it, up to the end of the stream, and holds them against the entries that were read.
 *
 * @throws {@link ScanferryError} `data/corrupt` when they differ, or when the archive was cut off, even between two entries
 */
export async function takeDirectory(bytes: ForwardBytes, seen: SeenEntries): Promise<void> {
  const offset = bytes.position;
  let entries = 0;
  while ((await nextSignature(bytes)) === centralSignature) {
    seen.match(await takeCentralRecord(bytes));
    entries += 1;
  }
  if ((await nextSignature(bytes)) === directorySignature) {
    const head = await bytes.take(6);
    await bytes.take(head.readUInt16LE(4));
  }
  const directory = { entries, offset, bytes: bytes.position - offset };
  const isZip64 = (await nextSignature(bytes)) === zip64EndSignature;
  if (isZip64) await takeZip64End(bytes, directory);
  await takeEnd(bytes, directory, isZip64);
  if ((await bytes.peek(1)).length > 0) throw contradicted("bytes follow its end");
  seen.finish();
}

async function takeCentralRecord(bytes: ForwardBytes): Promise<ReturnType<typeof parseCentralRecord>> {
  const fixed = await bytes.take(46);
  const more = fixed.readUInt16LE(28) + fixed.readUInt16LE(30) + fixed.readUInt16LE(32);
  return parseCentralRecord(Buffer.concat([fixed, await bytes.take(more)]), 0);
}

async function takeZip64End(bytes: ForwardBytes, directory: Directory): Promise<void> {
  const at = bytes.position;
  const head = await bytes.take(12);
  const length = Number(head.readBigUInt64LE(4));
  // An extensible data sector may follow; a megabyte of it is more than anybody has written.
  if (length < 44 || length > 1024 ** 2) throw contradicted("its zip64 end has an impossible length");
  const record = Buffer.concat([head, await bytes.take(length)]);
  const declared = [32, 40, 48].map((field) => Number(record.readBigUInt64LE(field)));
  if (!isSame(declared, directory)) throw contradicted("its zip64 end says something else");
  const locator = await bytes.take(20);
  if (locator.readUInt32LE(0) !== zip64LocatorSignature || Number(locator.readBigUInt64LE(8)) !== at)
    throw contradicted("its zip64 end is not found");
}

async function takeEnd(bytes: ForwardBytes, directory: Directory, isZip64: boolean): Promise<void> {
  if ((await nextSignature(bytes)) !== endSignature) throw contradicted("its end is not found");
  const end = await bytes.take(22);
  await bytes.take(end.readUInt16LE(20));
  const declared = [end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)];
  const expected = [directory.entries, directory.bytes, directory.offset];
  const markers = [uint16Marker, uint32Marker, uint32Marker];
  const agrees = declared.every(
    (value, index) =>
      value === expected[index] ||
      (isZip64 && value === markers[index]) ||
      // Writers without zip64 let the count of more than 65535 entries wrap around.
      (index === 0 && !isZip64 && value === directory.entries % 2 ** 16),
  );
  if (!agrees) throw contradicted("its end says something else");
}

function isSame([entries, bytes, offset]: number[], directory: Directory): boolean {
  return entries === directory.entries && bytes === directory.bytes && offset === directory.offset;
}

function contradicted(what: string): Error {
  return damaged(`The archive is damaged behind its entries: ${what}.`);
}
