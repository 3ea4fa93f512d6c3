import { ScanferryError } from "@scanferry/transfer";

/**
 * Kinds of imaging sessions and their types ([S] xdat's schema files of XNAT 1.6 to 1.9). DICOM's own code for PET is PT.
 */
const typesByModality: Readonly<Record<string, string>> = {
  CR: "xnat:crSessionData",
  CT: "xnat:ctSessionData",
  DX: "xnat:dxSessionData",
  ECG: "xnat:ecgSessionData",
  EEG: "xnat:eegSessionData",
  EPS: "xnat:epsSessionData",
  ES: "xnat:esSessionData",
  GM: "xnat:gmSessionData",
  HD: "xnat:hdSessionData",
  IO: "xnat:ioSessionData",
  MEG: "xnat:megSessionData",
  MG: "xnat:mgSessionData",
  MR: "xnat:mrSessionData",
  NM: "xnat:nmSessionData",
  OP: "xnat:opSessionData",
  OPT: "xnat:optSessionData",
  OTHER: "xnat:otherDicomSessionData",
  PET: "xnat:petSessionData",
  PETMR: "xnat:petmrSessionData",
  PT: "xnat:petSessionData",
  RF: "xnat:rfSessionData",
  RT: "xnat:rtSessionData",
  SM: "xnat:smSessionData",
  SR: "xnat:srSessionData",
  US: "xnat:usSessionData",
  XA: "xnat:xaSessionData",
  XC: "xnat:xcSessionData",
};

/**
 * The types of experiments that modalities name; capital and small letters are the same, and PET/MR and PET-MR are PETMR. A full type
 * such as `xnat:mrSessionData` is taken as it is, also that of a site's own schema.
 *
 * @throws {@link ScanferryError} `input/invalid` with the valid ones in the hint
 */
export function xsiTypesOf(modalities: readonly string[]): readonly string[] {
  const types = new Set<string>();
  const unknown: string[] = [];
  for (const given of modalities) {
    const type = /^[A-Za-z_][\w.-]*:[A-Za-z_][\w.-]*$/.test(given)
      ? given
      : typesByModality[given.toUpperCase().replace(/[/_-]/g, "")];
    if (type === undefined) unknown.push(given);
    else types.add(type);
  }
  if (unknown.length === 0) return [...types];
  throw new ScanferryError(
    "input/invalid",
    unknown.length === 1 ? "A modality is unknown." : `${unknown.length} modalities are unknown.`,
    {
      hint: `Valid are ${Object.keys(typesByModality).join(", ")}, and XNAT's own names such as xnat:mrSessionData.`,
      subject: unknown.join(", "),
      details: { unknown: unknown.length },
    },
  );
}

/**
 * Whether an experiment holds scans. XNAT's own types and the schemas that sites add by its conventions end in SessionData; what else a
 * project lists are forms about subjects.
 */
export function isImagingType(xsiType: string): boolean {
  return /SessionData$/i.test(xsiType);
}

/** Whether two names of a type are the same; lists of XNAT 1.6 and 1.9 differ in capitals for some. */
export function isSameType(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
