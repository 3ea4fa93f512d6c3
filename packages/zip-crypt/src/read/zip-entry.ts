/** How an entry of an archive is sealed. `unknown` is an encryption that no free program opens. */
export type EntryEncryption = "none" | "zipcrypto" | "aes-128" | "aes-192" | "aes-256" | "unknown";

/** What the directory of an archive says about one entry; nothing of it needs a password. */
export interface ZipEntry {
  /** As it stands in the archive: not yet checked, never to be used as a path without `safePath`. */
  name: string;
  sizeBytes: number;
  /** Bytes in the archive, with what the encryption adds. */
  compressedBytes: number;
  encryption: EntryEncryption;
  /** Number of the compression method below the encryption: 0 stored, 8 deflated, others as in APPNOTE 4.4.5. */
  method: number;
  /** CRC-32 of the content; undefined where AES (AE-2) leaves it out. */
  crc32: number | undefined;
  mtime: Date;
  isDirectory: boolean;
  isSymlink: boolean;
}

/** An entry with what is needed to find and open its data. */
export interface LocatedEntry extends ZipEntry {
  /** Where the local header begins. */
  offset: number;
  /** The byte of the ZipCrypto header that a right password yields. */
  checkByte: number;
  /** Whether AES data carry a CRC too (AE-1, as older writers do for longer files). */
  hasCrc: boolean;
}
