const NAMES: Readonly<Record<string, string>> = { MR: "mr", PET: "pet", CT: "ct" };

/** `xnat:mrSessionData` for MR; a modality without a type of its own is `xnat:otherDicomSessionData`. */
export function sessionXsiType(modality: string): string {
  return `xnat:${NAMES[modality] ?? "otherDicom"}SessionData`;
}

/** `xnat:mrScanData` for MR. */
export function scanXsiType(modality: string): string {
  return `xnat:${NAMES[modality] ?? "otherDicom"}ScanData`;
}

/** The modality of a session's type, "OT" for one that is none of these. */
export function modalityOf(xsiType: string): string {
  return Object.entries(NAMES).find(([, name]) => xsiType === `xnat:${name}SessionData`)?.[0] ?? "OT";
}
