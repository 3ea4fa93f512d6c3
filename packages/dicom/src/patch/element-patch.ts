/** The text value representations that can be written. */
export type PatchVr = "AE" | "CS" | "LO" | "LT" | "PN" | "SH" | "ST" | "UI";

/** One element to be put into a data set. */
export interface ElementPatch {
  /** Group and element as one number, e.g. 0x00104000 for the patient's comments. */
  readonly tag: number;
  /** @default "LT", which is what the comments are */
  readonly vr?: PatchVr | undefined;
  /** Plain ASCII, which means the same in every character set of DICOM that labels are written in. */
  readonly value: string;
}
