/**
 * Why a file is not sent. `excluded`, `subject-not-asked`, `series-not-asked` and `skipped-by-rule` are choices of the user; `duplicate` is a second copy
 * of the same bytes, `other-content` one with the UID of another file and other bytes; `wrong-depth` is DICOM that lies where the layout has no place for it; `truncated`, `unreadable` and
 * `empty` may be parts of scans: their session is not sent either, unless `skipUnreadable` says so. The others are no scans.
 */
export type LeftOutReason =
  | "excluded"
  | "subject-not-asked"
  | "series-not-asked"
  | "skipped-by-rule"
  | "duplicate"
  | "other-content"
  | "wrong-depth"
  | "truncated"
  | "unreadable"
  | "not-dicom"
  | "empty"
  | "dicomdir"
  | "no-identity";

/** A file, or the whole folder of a subject, that lies in the sources and is not sent. */
export interface LeftOutFile {
  /** Absolute; of a file in an archive, the archive's path. */
  path: string;
  /** Name of the entry, where the file lies in an archive. */
  inArchive?: string;
  /** Whether it is a folder that was not looked into; its size is 0. */
  isFolder?: true;
  sizeBytes: number;
  reason: LeftOutReason;
  /** The exclusion or rule that says so, as it was given. */
  by?: string;
  /** The series folder that was excluded or not asked for, for a summary by series. */
  series?: string;
  /** Where the file lies that has the same SOPInstanceUID. */
  same?: string;
}
