import type { LorisImageName } from "../loris-options.js";

/** A participant. */
export interface LorisCandidate {
  readonly id: string;
  readonly pscid: string;
  readonly project: string;
  /** Name and alias. */
  readonly site: readonly [name: string, alias: string];
  readonly dateOfBirth: string | null;
  readonly edc: string | null;
  readonly sex: "Male" | "Female" | null;
  readonly visits: readonly string[];
}

/** An image as the listings know it; its files follow from it. */
export interface LorisImage extends LorisImageName {
  readonly owner: LorisCandidate;
  readonly visitDate: string;
  readonly insertTime: string;
  readonly outputType: string;
  readonly subfolder: string;
  /** File name in the BIDS endpoint, without `.nii.gz`. */
  readonly bidsName: string;
  readonly bytes: number;
  /** Seconds since 1970 of its last change on disk. */
  readonly mtime: number;
  /** How often its bytes were changed. */
  readonly revision: number;
  readonly qc: "Pass" | "Fail" | null;
  readonly selected: boolean;
  /** Its files are not on the disk. */
  readonly missing: boolean;
}

/** The path of an image behind the API version, names as they are. */
export function imageLink(image: LorisImageName): string {
  return `/candidates/${image.candidate}/${image.visit}/images/${image.name}`;
}
