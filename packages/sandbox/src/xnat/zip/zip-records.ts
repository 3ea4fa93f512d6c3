/** What the records of one entry say (APPNOTE 4.3). */
export interface ZipRecord {
  readonly name: Buffer;
  readonly method: 0 | 8;
  readonly mtimeMs: number;
  readonly crc32: number;
  readonly packedBytes: number;
  readonly bytes: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const UTF8 = 0x800;
const DESCRIPTOR = 8;
const MAX_32 = 0xffff_ffff;
const MAX_16 = 0xffff;

/** Bit 3 says that sizes and CRC follow the data, as Java's ZipOutputStream has it when it deflates. */
function flagsOf(method: 0 | 8): number {
  return method === 8 ? UTF8 | DESCRIPTOR : UTF8;
}

/** The header before the data: with sizes and CRC when stored (measured on 1.6.4), without when deflated. */
export function localHeader(entry: Omit<ZipRecord, "offset">): Buffer {
  const known = entry.method === 0;
  const large = known && entry.bytes >= MAX_32;
  const extra = large ? extra64([entry.bytes, entry.packedBytes]) : Buffer.alloc(0);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(large ? 45 : versionOf(entry.method), 4);
  common(header, 6, entry, known);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, entry.name, extra]);
}

/** What follows deflated data. */
export function dataDescriptor(entry: Pick<ZipRecord, "crc32" | "packedBytes" | "bytes">): Buffer {
  const large = entry.bytes >= MAX_32 || entry.packedBytes >= MAX_32;
  const descriptor = Buffer.alloc(large ? 24 : 16);
  descriptor.writeUInt32LE(0x08074b50, 0);
  descriptor.writeUInt32LE(entry.crc32, 4);
  if (large) {
    descriptor.writeBigUInt64LE(BigInt(entry.packedBytes), 8);
    descriptor.writeBigUInt64LE(BigInt(entry.bytes), 16);
  } else {
    descriptor.writeUInt32LE(entry.packedBytes, 8);
    descriptor.writeUInt32LE(entry.bytes, 12);
  }
  return descriptor;
}

/** The entry's record in the central directory. */
export function centralHeader(entry: ZipRecord): Buffer {
  const beyond = [
    ...(entry.bytes >= MAX_32 ? [entry.bytes] : []),
    ...(entry.packedBytes >= MAX_32 ? [entry.packedBytes] : []),
    ...(entry.offset >= MAX_32 ? [entry.offset] : []),
  ];
  const extra = beyond.length > 0 ? extra64(beyond) : Buffer.alloc(0);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  const version = beyond.length > 0 ? 45 : versionOf(entry.method);
  header.writeUInt16LE(version, 4);
  header.writeUInt16LE(version, 6);
  common(header, 8, entry, true);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(Math.min(MAX_32, entry.offset), 42);
  return Buffer.concat([header, entry.name, extra]);
}

/** The end of a zip; in its 64-bit form where a number needs it. */
export function endRecords(entries: number, directoryBytes: number, directoryOffset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(MAX_16, entries), 8);
  end.writeUInt16LE(Math.min(MAX_16, entries), 10);
  end.writeUInt32LE(Math.min(MAX_32, directoryBytes), 12);
  end.writeUInt32LE(Math.min(MAX_32, directoryOffset), 16);
  if (entries < MAX_16 && directoryBytes < MAX_32 && directoryOffset < MAX_32) return end;
  const end64 = Buffer.alloc(56 + 20);
  end64.writeUInt32LE(0x06064b50, 0);
  end64.writeBigUInt64LE(44n, 4);
  end64.writeUInt16LE(45, 12);
  end64.writeUInt16LE(45, 14);
  end64.writeBigUInt64LE(BigInt(entries), 24);
  end64.writeBigUInt64LE(BigInt(entries), 32);
  end64.writeBigUInt64LE(BigInt(directoryBytes), 40);
  end64.writeBigUInt64LE(BigInt(directoryOffset), 48);
  end64.writeUInt32LE(0x07064b50, 56);
  end64.writeBigUInt64LE(BigInt(directoryOffset + directoryBytes), 64);
  end64.writeUInt32LE(1, 72);
  return Buffer.concat([end64, end]);
}

/** The fields that both headers share, from the flags to the length of the name. */
function common(header: Buffer, at: number, entry: Omit<ZipRecord, "offset">, sizes: boolean): void {
  header.writeUInt16LE(flagsOf(entry.method), at);
  header.writeUInt16LE(entry.method, at + 2);
  header.writeUInt32LE(dosTime(entry.mtimeMs), at + 4);
  header.writeUInt32LE(sizes ? entry.crc32 : 0, at + 8);
  header.writeUInt32LE(sizes ? Math.min(MAX_32, entry.packedBytes) : 0, at + 12);
  header.writeUInt32LE(sizes ? Math.min(MAX_32, entry.bytes) : 0, at + 16);
  header.writeUInt16LE(entry.name.length, at + 20);
}

function extra64(numbers: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * numbers.length);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(8 * numbers.length, 2);
  numbers.forEach((number, index) => extra.writeBigUInt64LE(BigInt(number), 4 + 8 * index));
  return extra;
}

function versionOf(method: 0 | 8): number {
  return method === 8 ? 20 : 10;
}

/** Date and time in the server's zone, UTC here; two seconds is as fine as they go. */
function dosTime(ms: number): number {
  const date = new Date(ms);
  const day =
    (Math.max(0, date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate();
  const time = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1);
  return ((day << 16) | time) >>> 0;
}
