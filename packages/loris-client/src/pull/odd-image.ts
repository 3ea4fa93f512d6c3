import { ScanferryError } from "@scanferry/transfer";

import type { OddRow } from "../http/odd-row.js";
import type { PlannedImage } from "./planned-image.js";
import type { FailedItem } from "./planner.js";

/** What can be read of a row that lacks something: filters still apply to it, and it fails by name instead of costing the whole list. */
export function oddImage({ row, place, error }: OddRow, project: string): PlannedImage {
  const fields = (typeof row === "object" && row !== null ? row : {}) as Readonly<Record<string, unknown>>;
  const text = (...names: readonly string[]): string => {
    for (const name of names) {
      const value = fields[name];
      if (typeof value === "string" || typeof value === "number") return String(value);
    }
    return "";
  };
  const link = text("NiftiLink", "Link", "TsvLink");
  return {
    candidate: text("Candidate"),
    pscid: text("PSCID"),
    visit: text("Visit"),
    modality: text("LorisScanType", "AcquisitionType", "ScanType"),
    project,
    link: link === "" ? `/projects/${project}#${place}` : link,
    odd: error.message,
  };
}

/** The failure of an image whose row lacks something. */
export function oddItem({ link, odd = "" }: PlannedImage): FailedItem {
  const failed = new ScanferryError("remote/failed", odd, {
    hint: "This one is left out, the others are brought. Tell the administrator of the LORIS.",
    subject: link,
  });
  return { id: link, target: "", failed };
}
