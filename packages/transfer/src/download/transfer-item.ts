import type { ByteStream } from "../streams/byte-stream.js";
import type { ContentCheck } from "../verify/content-check.js";
import type { GroupItem } from "./group-item.js";
import type { SettledItem } from "./settled-item.js";

/** What the server says the finished file must be. */
export interface ItemExpectation {
  /** Hexadecimal. */
  md5?: string;
  /** Hexadecimal. */
  sha256?: string;
  etag?: string;
}

/** What the engine knows when it asks for the bytes. */
export interface OpenRequest {
  /** From where bytes are wanted: more than 0 when an unfinished part is to be continued. */
  fromByte: number;
  /**
   * With `fromByte` above 0, the validator of the part (for If-Range); with 0, that of the finished local file (for If-None-Match).
   */
  knownEtag?: string;
  /** As `knownEtag`, where the server gave a date only. */
  knownLastModified?: string;
  signal: AbortSignal;
}

/** The bytes, whole or from a place on, or the word that the local file is still right. */
export type Opened =
  | { status: "unchanged" }
  | {
      status: "full" | "partial";
      /** For `partial`, where `body` begins. */
      fromByte?: number;
      /** The length of the whole file. */
      sizeBytes?: number;
      etag?: string;
      lastModified?: string;
      /**
       * When the answer was sent (its Date). Without it, `lastModified` is not relied on to the second: no part is continued by it, and
       * If-Modified-Since is asked with the second before.
       */
      date?: string;
      expect?: ItemExpectation;
      body: ByteStream;
    };

/** A file that stands where an item belongs and that the journal does not know. */
export interface StrangeFile {
  /** Absolute. */
  path: string;
  bytes: number;
  mtimeMs: number;
  signal: AbortSignal;
}

/** A file that stands in its place, whole. */
export interface StoredFile {
  /** Absolute. */
  path: string;
  /** Below the output folder. */
  target: string;
  status: "done" | "unchanged";
  bytes: number;
  etag?: string;
}

/** One remote file. */
export interface FileItem {
  /** Stable name of the remote thing, e.g. "P/S1/S1_MR1/3/DICOM/0001.dcm". */
  id: string;
  /**
   * What the remote thing is beyond its name, where names can go over to other things: a server's own number for it, as plain text. What was
   * noted of the id with another origin, or with none, vouches for nothing: the file is wanted again, no part is continued, and no
   * validator is asked with. Bytes that turn out to be those of the local file leave it as it is. @default none
   */
  origin?: string;
  /** Path below the output folder; it is checked by {@link safePath}. */
  target: string;
  sizeBytes?: number;
  expect?: ItemExpectation;
  /** Checks of the content, instead of the download's own. */
  checks?: readonly ContentCheck[];
  /** What the result's `action` says. @default "download" */
  action?: string;
  /** Whether the target may lie in `.scanferry`, where no name from a server may lead. @default false */
  internal?: boolean;
  /**
   * Whether the server's validators mean nothing for this file: it is fetched each time. When its bytes are those of the local file,
   * the local file is left as it is, its time too, and the result is `unchanged`. @default false
   */
  compare?: boolean;
  /**
   * Whether this file must not take the place of another item's: when the file at the target is still as the journal's record of another id
   * left it, the item fails with `data/unsafe-path`, unless the option `isListed` says that the other one is gone. For files
   * that are somebody's data; not for tables that are made anew each time. @default false
   */
  exclusive?: boolean;
  /**
   * Whether a file at the target that is not as the journal's record left it (a person's own, or one that was edited since) is kept before
   * other bytes take its place: it goes to `.scanferry/replaced/` under the same path, and one `warning` event at the end says so. For files whose
   * names people use too (README, tables). @default false
   */
  keepOther?: boolean;
  /**
   * Whether the server can send the rest of a cut file. With `false`, no part is left behind after a failure, and none is continued.
   * @default true
   */
  resumable?: boolean;
  /**
   * Asked when a file stands at the target that the journal does not know (another tool left it). Whoever can vouch that it is whole
   * gives the validator that it has, and the server is asked with it; nothing means that the file is fetched.
   */
  adopt?(file: StrangeFile): Promise<{ etag?: string; lastModified?: string } | undefined>;
  open(request: OpenRequest): Promise<Opened>;
  /** Called when the file stands in its place and is in the journal, for what belongs beside it; an error fails the item. */
  stored?(file: StoredFile): Promise<void>;
}

/** One file out of a bundle. */
export interface BundleEntry {
  /** Path below the bundle's `target`; it is checked by {@link safePath}. */
  path: string;
  /** What it is beyond its name, as a file item's `origin`. */
  origin?: string;
  sizeBytes?: number;
  expect?: ItemExpectation;
  checks?: readonly ContentCheck[];
  /** The bytes. They are read to their end, also when the file is there already, because a forward reader of archives needs that. */
  body: AsyncIterable<Uint8Array>;
}

/** One remote thing that yields many files, such as a zip that is made while it is sent. It gives one result per file. */
export interface BundleItem {
  id: string;
  /** The folder below the output folder; "" is the output folder itself. */
  target: string;
  sizeBytes?: number;
  /** Whether no file may take the place of another item's, as in a file item. @default true */
  exclusive?: boolean;
  /** Begins to read the bundle, each time from its start. */
  entries(request: { signal: AbortSignal }): AsyncIterable<BundleEntry>;
}

/** What {@link download} moves. */
export type TransferItem = FileItem | BundleItem | GroupItem | SettledItem;

/** Tells a bundle from other items. */
export function isBundle(item: TransferItem): item is BundleItem {
  return !("kind" in item) && "entries" in item;
}
