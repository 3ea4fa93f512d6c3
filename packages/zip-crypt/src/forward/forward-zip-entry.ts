import type { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import type { ByteStream } from "@scanferry/transfer";
import type { ReadZipOptions } from "../read/read-zip-entries.js";
import type { EntryEncryption } from "../read/zip-entry.js";

/** An archive that can only be read from its beginning to its end. Chunks must stay as they were given. */
export type ForwardZipSource = ByteStream | Readable | ReadableStream<Uint8Array>;

/** Options of `readZipForward`. */
export interface ReadZipForwardOptions extends ReadZipOptions {
  /**
   * A folder for a temporary file, which takes the rest of the stream when that cannot be read forward. It loses its name as soon as
   * it is open. Without one, such archives are refused. @default none
   */
  tempFolder?: string;
}

/** An entry as it comes along in a stream. */
export interface ForwardZipEntry {
  /** As it stands in the archive: not yet checked, never to be used as a path without `safePath`. */
  name: string;
  /** Left out where it stands behind the data. */
  sizeBytes?: number;
  /** Bytes in the archive; left out where the number stands behind the data. */
  compressedBytes?: number;
  /** Anything but `"none"` only in archives that go by way of `tempFolder`. */
  encryption: EntryEncryption;
  /** Number of the compression method: 0 stored, 8 deflated, others as in APPNOTE 4.4.5. */
  method: number;
  /** CRC-32 of the content; left out where it stands behind the data. */
  crc32?: number;
  mtime: Date;
  /** By its name alone: attributes stand in the directory, at the end of the stream. */
  isDirectory: boolean;
  /**
   * The content, to be read before the next entry is asked for; what is not read is passed over then. Length and CRC are checked at
   * its end. A second loop goes on where the first one stopped.
   *
   * @throws {@link ScanferryError} `data/corrupt`, `data/checksum-mismatch`, `data/size-mismatch`
   */
  body: ByteStream;
}
