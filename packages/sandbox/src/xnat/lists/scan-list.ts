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
  values: {
    xnat_imagescandata_id: (scan) => String(scan.rowId),
    id: (scan) => scan.id,
    type: (scan) => scan.type,
    quality: (scan) => scan.quality,
    xsitype: (scan) => scan.xsiType,
    note: (scan) => scan.note,
    series_description: (scan) => scan.seriesDescription,
    uri: (scan) => `/data/experiments/${scan.experiment.id}/scans/${scan.id}`,
  },
  fields: (scan) => scan.fields,
};

/** Scans of a session; filters are ignored in every version (recorded on 1.6.4, and read so in 1.9's source). */
export function scanList(call: XnatCall, experiment: XnatExperiment): Answer {
  call.allow("GET", "HEAD");
  return recordList(call, () => call.xnat.archive.scans(experiment), SCAN_COLUMNS);
}
