/** States of a session in the prearchive; those with `_` in front wait for a lock. */
export type XnatPrearchiveStatus =
  | "RECEIVING"
  | "BUILDING"
  | "READY"
  | "CONFLICT"
  | "ERROR"
  | "ARCHIVING"
  | "MOVING"
  | "DELETING"
  | "QUEUED_ARCHIVING"
  | "QUEUED_BUILDING"
  | "QUEUED_DELETING"
  | "QUEUED_MOVING";

/** A session that waits in the prearchive. */
export interface XnatPrearchiveOptions {
  /** `Unassigned` where it was sent to none. @default "Unassigned" */
  readonly project?: string;
  readonly subject: string;
  /** Label that it is to get. @default SUBJECT_MR1 */
  readonly name?: string;
  /** @default the name */
  readonly folderName?: string;
  /** @default "READY" */
  readonly status?: XnatPrearchiveStatus;
  /** YYYY-MM-DD of the scan. @default "2020-01-02" */
  readonly scanDate?: string;
  /** StudyInstanceUID. @default made up */
  readonly tag?: string;
  /** When it arrived. @default the start of the sandbox */
  readonly uploaded?: string | Date;
  /** @default "AutoArchive", "Manual" in Unassigned (recorded) */
  readonly autoarchive?: string;
  /** Whether the idle timer leaves it alone. @default false */
  readonly preventAutoCommit?: boolean;
  /** Told in its row; 1.6.4 anonymizes all the same (measured). @default false */
  readonly preventAnon?: boolean;
}

/** A session of the prearchive with the fields of its row. */
export interface XnatPrearchiveSession {
  /** Changes when it is moved. */
  project: string;
  /** Folder named after the time of arrival, `20261121_001939962`. */
  readonly timestamp: string;
  readonly folderName: string;
  subject: string;
  name: string;
  status: XnatPrearchiveStatus;
  /** StudyInstanceUID. */
  readonly tag: string;
  readonly scanDate: string;
  readonly uploadedMs: number;
  lastmodMs: number;
  autoarchive: string;
  preventAutoCommit: boolean;
  preventAnon: boolean;
  /** `SOURCE` as an import or a commit told it. */
  source: string;
  /** Whether its XML is there: not while it is still receiving. */
  built: boolean;
  /** `/prearchive/projects/PROJECT/TIMESTAMP/FOLDER`. */
  url: string;
}
