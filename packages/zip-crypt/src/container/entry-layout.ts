import type { ZipEncryption } from "../zip-options.js";
import { storedBlocksLength } from "../write/stored-blocks.js";

/** The largest value that a 32-bit field may hold; this one says "look into the zip64 extra field". */
export const uint32Marker = 0xffff_ffff;
/** The same for the 16-bit count of entries. */
export const uint16Marker = 0xffff;

export const extendedTimeLength = 9;
export const aesExtraLength = 11;
export const zip64LocalExtraLength = 20;
/** Salt, password verifier and authentication code around AES-256 data (WinZip AE-2). */
export const aesOverheadBytes = 16 + 2 + 10;
export const zipCryptoHeaderBytes = 12;

/** What has to be known about an entry to lay it out. */
export interface LayoutInput {
  name: string;
  /** Undefined for a source whose length nobody knows. */
  sizeBytes: number | undefined;
  encryption: ZipEncryption;
  store: boolean;
}

/** How one entry stands in the archive: decided before its first byte, from its name, size and kind alone. */
export interface EntryLayout {
  nameBytes: Buffer;
  isDirectory: boolean;
  encryption: ZipEncryption;
  /** Compression method of the data below the encryption. */
  method: 0 | 8;
  /** Whether method 8 holds blocks that are merely stored, whose length is predictable. */
  storedBlocks: boolean;
  /** Sizes (and the CRC) follow the data instead of standing in the local header. */
  descriptor: boolean;
  zip64: boolean;
  /** Bytes between local header and descriptor; undefined when only writing can tell. */
  payloadBytes: number | undefined;
}

/**
 * Decides the layout of an entry. Stored AES entries have their sizes in the local header and no descriptor; ZipCrypto
 * and plain entries are followed by a descriptor, because their CRC is not known before the last byte. Plain stored
 * data go as stored deflate blocks: readers that read forward (and XNAT 1.8) refuse method 0 with a descriptor.
 */
export function layoutEntry(input: LayoutInput): EntryLayout {
  const nameBytes = Buffer.from(input.name, "utf8");
  if (input.name.endsWith("/")) {
    return {
      nameBytes,
      isDirectory: true,
      encryption: "none",
      method: 0,
      storedBlocks: false,
      descriptor: false,
      zip64: false,
      payloadBytes: 0,
    };
  }
  const { encryption, store, sizeBytes } = input;
  const storedBlocks = store && encryption === "none";
  const payloadBytes =
    store && sizeBytes !== undefined ? storedPayloadLength(encryption, sizeBytes) : undefined;
  return {
    nameBytes,
    isDirectory: false,
    encryption,
    method: store && !storedBlocks ? 0 : 8,
    storedBlocks,
    descriptor: encryption !== "aes-256" || payloadBytes === undefined,
    zip64: (payloadBytes ?? deflatedBound(sizeBytes)) >= uint32Marker,
    payloadBytes,
  };
}

function storedPayloadLength(encryption: ZipEncryption, sizeBytes: number): number {
  if (encryption === "aes-256") return sizeBytes + aesOverheadBytes;
  if (encryption === "zipcrypto") return sizeBytes + zipCryptoHeaderBytes;
  return storedBlocksLength(sizeBytes);
}

/** An upper bound of what zlib makes of that many bytes at any level, with room for the encryption around it. */
function deflatedBound(sizeBytes: number | undefined): number {
  if (sizeBytes === undefined) return Number.POSITIVE_INFINITY;
  return sizeBytes + Math.ceil(sizeBytes / 4096) * 6 + 1024;
}

/** Length of the local header with name and extra fields. */
export function localHeaderLength(layout: EntryLayout): number {
  return (
    30 +
    layout.nameBytes.length +
    (layout.zip64 ? zip64LocalExtraLength : 0) +
    (layout.encryption === "aes-256" ? aesExtraLength : 0) +
    extendedTimeLength
  );
}

/** Length of the record that follows the data of entries with a descriptor. */
export function descriptorLength(layout: EntryLayout): number {
  if (!layout.descriptor) return 0;
  return layout.zip64 ? 24 : 16;
}

/** The three numbers of an entry that may need 64 bits in the central directory, in the order of APPNOTE 4.5.3. */
export function zip64CentralFields(sizeBytes: number, payloadBytes: number, offset: number): number[] {
  return [sizeBytes, payloadBytes, offset].filter((value) => value >= uint32Marker);
}

/** Length of the entry's record in the central directory. */
export function centralHeaderLength(
  layout: EntryLayout,
  sizeBytes: number,
  payloadBytes: number,
  offset: number,
): number {
  const wide = zip64CentralFields(sizeBytes, payloadBytes, offset).length;
  return (
    46 +
    layout.nameBytes.length +
    (wide > 0 ? 4 + 8 * wide : 0) +
    (layout.encryption === "aes-256" ? aesExtraLength : 0) +
    extendedTimeLength
  );
}

/** Length of the records that close an archive. */
export function endLength(entries: number, directoryBytes: number, directoryOffset: number): number {
  return 22 + (needsZip64End(entries, directoryBytes, directoryOffset) ? 56 + 20 : 0);
}

/** Whether the closing record needs its zip64 form. */
export function needsZip64End(entries: number, directoryBytes: number, directoryOffset: number): boolean {
  return entries >= uint16Marker || directoryBytes >= uint32Marker || directoryOffset >= uint32Marker;
}
