/** What every HDF5 file has at the place of its superblock. */
const signature = Buffer.from([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Where a superblock may stand: at the beginning, or behind a user block of 512 bytes and its doublings. */
const places = [0, 512, 1024, 2048, 4096, 8192] as const;

/** So many first bytes tell where an HDF5 file ends. */
export const hdf5HeadBytes = 8192 + 128;

/** Reads an unsigned little-endian number of 2, 4 or 8 bytes; nothing where it is not there or is larger than any file. */
function readAddress(head: Buffer, at: number, width: number): number | undefined {
  if (![2, 4, 8].includes(width) || at + width > head.length) return undefined;
  const value = width === 8 ? Number(head.readBigUInt64LE(at)) : head.readUIntLE(at, width);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** Where the base address stands in a superblock and how wide addresses are (HDF5 File Format Specification, II.A). */
function layout(block: Buffer): { base: number; eof: number; width: number } | undefined {
  const version = block[8];
  if (version === 0 || version === 1) {
    const width = block[13] ?? 0;
    const base = version === 0 ? 24 : 28;
    return { base, eof: base + 2 * width, width };
  }
  if (version === 2 || version === 3) {
    const width = block[9] ?? 0;
    return { base: 12, eof: 12 + 2 * width, width };
  }
  return undefined;
}

/**
 * Gives the length that an HDF5 file (MINC 2) must have by its superblock, `"unknown"` where the superblock is not understood, and
 * nothing where the file is no HDF5. The end-of-file address counts from the beginning of the file; where something was put before the
 * superblock later, base address and place differ, and the HDF5 library moves the end by the difference. So does this.
 */
export function hdf5End(head: Buffer): number | "unknown" | undefined {
  const place = places.find((at) => head.subarray(at, at + signature.length).equals(signature));
  if (place === undefined) return undefined;
  const block = head.subarray(place);
  const at = layout(block);
  // A head that is shorter than asked for is the whole file: it ends within its superblock.
  if (block.length < (at === undefined ? 12 : at.eof + at.width)) return head.length + 1;
  if (at === undefined) return "unknown";
  const base = readAddress(block, at.base, at.width);
  const eof = readAddress(block, at.eof, at.width);
  if (base === undefined || eof === undefined) return "unknown";
  const end = eof - base + place;
  return end > place ? end : "unknown";
}
