import type { ByteStream } from "../streams/byte-stream.js";
import type { ContentCheck } from "../verify/content-check.js";
import type { ItemExpectation, Opened, OpenRequest } from "./transfer-item.js";

/** A line of a server's file list. It is plain data (JSON holds it): what is wanted may lie in a temporary file until its turn comes. */
export interface ListedFile {
  /** Stable name of the remote file, e.g. "P/S1/S1_MR1/3/DICOM/0001.dcm". */
  id: string;
  /** What it is beyond its name, as a file item's `origin`. */
  origin?: string;
  /** Path below the output folder; it is checked by {@link safePath}. */
  target: string;
  /** Its name in the stream, as the stream spells it. */
  entry: string;
  sizeBytes?: number;
  expect?: ItemExpectation;
  /** For the group's `open`, e.g. the file's address; the engine does not look at it. */
  source?: string;
}

/** One file out of a group's stream. */
export interface GroupEntry {
  /** Its name, to be found among the list's `entry`. */
  entry: string;
  sizeBytes?: number;
  /** The server's date of the answer, before which the bytes were last changed; If-Modified-Since is asked later with the second before it. */
  lastModified?: string;
  /**
   * The bytes. They are read to their end, also when the file is not wanted, because a forward reader of archives needs that.
   * Its `release`, where there is one, is called for each chunk that is not needed any more.
   */
  body: ByteStream;
}

/**
 * Many remote files that a server lists, and gives either singly or as one stream (XNAT: the files of a resource, its zip). There is one result
 * per listed file. Files that are here already are told from the list alone; the rest comes by stream or singly, whichever costs less.
 */
export interface GroupItem {
  kind: "group";
  /** Stable name of the whole. */
  id: string;
  /** What events show of the whole; its files bring their own targets. */
  target: string;
  /** The length of all its files. */
  sizeBytes?: number;
  fileCount?: number;
  /** What the results' `action` says. @default "download" */
  action?: string;
  /** Checks of the content, instead of the download's own. */
  checks?: readonly ContentCheck[];
  /** Whether no file may take the place of another item's, as in a file item. @default true */
  exclusive?: boolean;
  /** Whether the server can send the rest of a cut file. @default true */
  resumable?: boolean;
  /** The server's list. It is asked for again where stream and list disagree. */
  files(request: { signal: AbortSignal }): AsyncIterable<ListedFile>;
  /** Begins the stream, each time from its start. Absent: the files are fetched singly. */
  entries?(request: { signal: AbortSignal }): AsyncIterable<GroupEntry>;
  /** Opens one file by itself, as a file item does. */
  open(file: ListedFile, request: OpenRequest): Promise<Opened>;
}
