import type { NamingRules } from "@scanferry/dicom";
import type { OnTransferEvent } from "@scanferry/transfer";

/** What of the sources is sent, and under which labels. */
export interface PlanOptions {
  /** ID of the project. */
  project: string;
  /**
   * What the folders below a source stand for: `subject`, `session`, `series`, `*` (any folder), or text with the fields `{subject}` and
   * `{session}`, between slashes; such as `subject/series`, `session/series`, `series`, `{subject}_{session}/*`.
   * Folders of an XNAT download (`SUBJECT/SESSION/scans/ID-TYPE/resources/DICOM/files`) are known in each of them.
   * @default "subject/session/series", or none with `byHeader` or with both `subject` and `session`
   */
  layout?: string | undefined;
  /** Takes what the layout does not name from the headers: the subject is PatientID, the session StudyDate, one session per study. @default false */
  byHeader?: boolean | undefined;
  /** The subject's label, where no folder names it; it takes the place of one that does. */
  subject?: string | undefined;
  /** The same for `{session}` of the session's label. */
  session?: string | undefined;
  /** Only these subjects, letter by letter. @default all */
  subjects?: readonly string[] | AsyncIterable<string> | undefined;
  /** Only series whose number, folder, description or scan type matches one of these globs, whatever their capitals. @default all */
  series?: readonly string[] | undefined;
  /**
   * Leaves out series whose folder's name has one of these texts in it, capitals as they are; with `*` or `?`, whose whole name fits. Where a file
   * lies in no series folder, its SeriesDescription stands for the name.
   */
  exclude?: readonly string[] | undefined;
  /** The same from an Exclusions.json (see `readExclusions`): texts alone, no globs. */
  excludeFrom?: readonly string[] | undefined;
  /**
   * The naming file: series that it skips are left out, others get its scan types in the plan; series that no rule or more than one matches are listed. With
   * `byHeader` its subject and session stand for PatientID and StudyDate; the labels of folders are left to `sessionLabel`.
   */
  rules?: NamingRules | undefined;
  /** The session's label, with the fields `{subject}`, `{session}` and `{studyDate}`. @default "{subject}_{session}" */
  sessionLabel?: string | undefined;
  /** Sends the studies of one folder as sessions of their own, `LABEL`, `LABEL_2` … in the order of their time. @default false: the session is not sent */
  splitStudies?: boolean | undefined;
  /**
   * Sends sessions although others of the plan hold files of the same study, or the archive has their series under other labels.
   *
   * @default false: none of them is sent, for XNAT knows studies by their StudyInstanceUID and may mix them, and whoever corrects labels
   * while archiving wants no second copy
   */
  sameStudy?: boolean | undefined;
  /** Leaves out files that are cut off, empty or cannot be read, and says so. @default false: their session is not sent, for a part of a scan would be lost */
  skipUnreadable?: boolean | undefined;
  /** Gets the number of files that were looked at so far, every thousand files: a large tree takes minutes. */
  onProgress?: ((files: number) => void) | undefined;
  signal?: AbortSignal | undefined;
  /** Gets warnings. */
  onEvent?: OnTransferEvent | undefined;
}
