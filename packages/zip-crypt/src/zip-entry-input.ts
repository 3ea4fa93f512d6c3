import type { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";

/**
 * Where the bytes of an entry come from: the path of a file, bytes in memory, a Node or web stream, an async
 * iterable, or a function that opens one (the only form, beside paths and bytes, that can be read twice).
 */
export type ZipSource =
  | string
  | Uint8Array
  | Readable
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>
  | (() => AsyncIterable<Uint8Array>);

/** One file to be put into an archive. */
export interface ZipEntryInput {
  /** Relative path inside the archive, with `/`. A name that ends in `/` is a folder and has no bytes. */
  name: string;
  source: ZipSource;
  /**
   * How many bytes the source gives. It is taken from the file or the bytes when it is left out; a source that gives
   * another number fails with `data/size-mismatch`.
   */
  sizeBytes?: number;
  /** Time of last change. @default the file's own time, for other sources `ZipOptions.mtime` */
  mtime?: Date;
  /** `true` stores, `false` deflates. @default decided by `ZipOptions.level` and the name's extension */
  store?: boolean;
  /**
   * The entry's own random bytes: 16 for AES-256, 12 for ZipCrypto. Give them only to make the same archive again, as
   * a resumed upload must; the same salt for different content breaks the encryption.
   */
  salt?: Uint8Array;
}
