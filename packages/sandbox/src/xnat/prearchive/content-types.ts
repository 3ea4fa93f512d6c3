import { scanXsiType, sessionXsiType } from "../archive/xsi-types.js";
import type { XnatPrearchiveScan } from "./instance.js";
import type { PrearchiveContent } from "./prearchive-content.js";

/** Type of a session by its scans, PET before CT before MR: a session with one PET series is a PET session. */
export function sessionTypeOf({ scans }: PrearchiveContent): string {
  const all = new Set(scans.map(modalityOf));
  return sessionXsiType(["PET", "CT", "MR"].find((one) => all.has(one)) ?? (all.size === 0 ? "MR" : "OT"));
}

/** `xnat:mrScanData` for a series of MR. */
export function scanTypeOf(scan: XnatPrearchiveScan): string {
  return scanXsiType(modalityOf(scan));
}

/** XNAT's word for what DICOM calls PT. */
function modalityOf({ modality }: XnatPrearchiveScan): string {
  return modality === "PT" ? "PET" : modality;
}
