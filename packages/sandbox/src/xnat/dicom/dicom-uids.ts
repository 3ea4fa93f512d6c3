import { createHash } from "node:crypto";

/** Explicit VR Little Endian. */
export const EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";

const STORAGE_CLASSES: Readonly<Record<string, string>> = {
  MR: "1.2.840.10008.5.1.4.1.1.4",
  CT: "1.2.840.10008.5.1.4.1.1.2",
  PET: "1.2.840.10008.5.1.4.1.1.128",
};

/** SOP class of an image of this modality, Secondary Capture for one that has none here. */
export function storageClass(modality: string): string {
  return STORAGE_CLASSES[modality] ?? "1.2.840.10008.5.1.4.1.1.7";
}

/** What DICOM calls the modality (0008,0060). */
export function dicomModality(modality: string): string {
  return modality === "PET" ? "PT" : modality;
}

/** A UID that follows from some words: `2.25.` and a number of 128 bits (PS3.5, B.2). */
export function uidOf(...words: readonly (string | number)[]): string {
  const digest = createHash("md5").update(words.join("\u0000")).digest("hex");
  return `2.25.${BigInt(`0x${digest}`).toString()}`;
}
