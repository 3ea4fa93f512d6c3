/** How a made-up HDF5 file looks. */
export interface Hdf5Shape {
  version: 0 | 1 | 2 | 3;
  width: 4 | 8;
  /** Bytes before the superblock. */
  userBlock: 0 | 512 | 1024 | 2048;
  /** Whether the user block was put in front later, so that the base address still says 0. */
  prefixed: boolean;
  /** Bytes behind the superblock. */
  bodyBytes: number;
}

function putAddress(block: Buffer, at: number, width: 4 | 8, value: number): void {
  if (width === 8) block.writeBigUInt64LE(BigInt(value), at);
  else block.writeUInt32LE(value, at);
}

/** Writes an HDF5 file with the right end-of-file address, after the HDF5 File Format Specification, II.A. */
export function makeHdf5({ version, width, userBlock, prefixed, bodyBytes }: Hdf5Shape): Buffer {
  const block = Buffer.alloc(100);
  Buffer.from("894844460d0a1a0a", "hex").copy(block);
  block[8] = version;
  const classic = version < 2;
  block[classic ? 13 : 9] = width;
  block[classic ? 14 : 10] = width;
  const base = prefixed ? 0 : userBlock;
  const at = version === 0 ? 24 : version === 1 ? 28 : 12;
  putAddress(block, at, width, base);
  putAddress(block, at + width, width, 2 ** 32 - 1);
  putAddress(block, at + 2 * width, width, base + block.length + bodyBytes);
  return Buffer.concat([Buffer.alloc(userBlock, 0x20), block, Buffer.alloc(bodyBytes, 7)]);
}
