import type { PlannedFile } from "../planned-session.js";

/** A planned file as it lies in the spool. */
export interface StoredFile extends PlannedFile {
  /** Of a file in an archive. */
  crc32?: number;
  /** The series' folder, for a file that is left out after all. */
  series?: string;
}

/** Takes off what only the plan needs. */
export function plannedFile({ crc32: _crc32, series: _series, ...file }: StoredFile): PlannedFile {
  return file;
}
