import type { Answer } from "../../server/answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import type { XnatExperiment, XnatScan } from "../archive/archive-types.js";
import { type ColumnSet, recordList } from "./columns.js";

const SCAN_COLUMNS: ColumnSet<XnatScan> = {
  defaults: [
    "xnat_imagescandata_id",
    "ID",
    "type",
    "quality",
    "xsiType",
    "note",
    "series_description",
    "URI",
  ],
  value: scanValue,
};

/** Scans of a session; filters are ignored in every version (recorded on 1.6.4, and read so in 1.9's source). */
export function scanList(call: XnatCall, experiment: XnatExperiment): Answer {
  call.allow("GET", "HEAD");
  return recordList(call, () => call.xnat.archive.scans(experiment), SCAN_COLUMNS);
}

function scanValue(scan: XnatScan, column: string): string | undefined {
  switch (column) {
    case "xnat_imagescandata_id":
      return String(scan.rowId);
    case "ID":
      return scan.id;
    case "type":
      return scan.type;
    case "quality":
      return scan.quality;
    case "xsiType":
      return scan.xsiType;
    case "note":
      return scan.note;
    case "series_description":
      return scan.seriesDescription;
    case "URI":
      return `/data/experiments/${scan.experiment.id}/scans/${scan.id}`;
    default:
      return scan.fields[column];
  }
}
