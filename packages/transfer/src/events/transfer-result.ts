import type { ScanferryError } from "../errors/scanferry-error.js";

/** How one item ended. */
export type TransferStatus = "done" | "unchanged" | "skipped" | "failed" | "planned";

/** The record of one item, whatever happened to it. `JSON.stringify` gives the line that `--json` prints. */
export interface TransferResult {
  /** The item's stable name. */
  id: string;
  /** Where it went: a path below the output folder, or the address on the server. */
  target: string;
  /** What was done: `download`, `upload`, `share` … */
  action: string;
  status: TransferStatus;
  /** How many bytes the whole thing has. */
  bytes: number;
  /** Why it failed or was skipped. */
  error?: ScanferryError;
  /** What is worth knowing of an item that did not fail, e.g. by what its arrival was verified; no label is in it. */
  note?: string;
  /** SHA-256 of the content, where it was computed, in this run or in the one that brought the file. */
  sha256?: string;
  /** The validator that the server gave. */
  etag?: string;
}

/** What {@link collect} and the last event tell. */
export interface TransferSummary {
  done: number;
  unchanged: number;
  skipped: number;
  failed: number;
  planned: number;
  /** Bytes of the items that are done. */
  bytes: number;
}
