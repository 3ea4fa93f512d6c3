import type { ContentCheck } from "../verify/content-check.js";

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
      expect?: ItemExpectation;
      body: AsyncIterable<Uint8Array>;
    };

/** One remote file. */
export interface FileItem {
  /** Stable name of the remote thing, e.g. "P/S1/S1_MR1/3/DICOM/0001.dcm". */
  id: string;
  /** Path below the output folder; it is checked by {@link safePath}. */
  target: string;
  sizeBytes?: number;
  expect?: ItemExpectation;
  /** Checks of the content, instead of the download's own. */
  checks?: readonly ContentCheck[];
  open(request: OpenRequest): Promise<Opened>;
}

/** One file out of a bundle. */
export interface BundleEntry {
  /** Path below the bundle's `target`; it is checked by {@link safePath}. */
  path: string;
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
  /** Begins to read the bundle, each time from its start. */
  entries(request: { signal: AbortSignal }): AsyncIterable<BundleEntry>;
}

/** What {@link download} moves. */
export type TransferItem = FileItem | BundleItem;

/** Tells a bundle from a file. */
export function isBundle(item: TransferItem): item is BundleItem {
  return "entries" in item;
}
