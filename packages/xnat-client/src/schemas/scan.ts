import type { Fields, Row } from "./row.js";
import { text } from "./row.js";

/** A scan of an imaging session. */
export interface Scan {
  /** The number of the series, which need not be a number, e.g. "3-MR1". */
  readonly id: string;
  /** @example "T1w MPRAGE" */
  readonly type: string;
  readonly seriesDescription: string;
  /** @example "usable" */
  readonly quality: string;
  readonly note: string;
  /** @example "xnat:mrScanData" */
  readonly xsiType: string;
  /** @example "/data/experiments/XNAT_E00001/scans/3" */
  readonly uri: string;
  /** The row as the server sent it. */
  readonly fields: Fields;
}

/** Reads a row of a list of scans. */
export function scanOf(row: Row): Scan {
  return {
    id: text(row, "ID", "id") ?? "",
    type: text(row, "type") ?? "",
    seriesDescription: text(row, "series_description") ?? "",
    quality: text(row, "quality") ?? "",
    note: text(row, "note") ?? "",
    xsiType: text(row, "xsiType", "xsitype") ?? "",
    uri: text(row, "URI") ?? "",
    fields: row,
  };
}
