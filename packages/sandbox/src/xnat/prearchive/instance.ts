import type { XnatBody } from "../files/xnat-body.js";

/** An instance that came in: its bytes are on disk. */
export interface XnatInstance {
  /** Of the file in its scan's DICOM folder. */
  readonly name: string;
  readonly sopInstanceUid: string;
  readonly sopClassUid: string;
  /** InstanceNumber, 0 where there is none. */
  readonly number: number;
  readonly body: XnatBody;
}

/** A series of a session in the prearchive. */
export interface XnatPrearchiveScan {
  /** The series number; a second series of the same number gets `3-MR1`. */
  readonly id: string;
  readonly seriesUid: string;
  readonly modality: string;
  readonly seriesDescription: string;
  /** Further fields as the session's XML names them: `parameters/tr`, … (recorded: 135). */
  readonly fields: Readonly<Record<string, string>>;
  /** By file name. */
  readonly files: Map<string, XnatInstance>;
}

/** A file of a session in the prearchive, past HTTP. */
export interface SandboxXnatPrearchiveFile {
  readonly scan: string;
  readonly name: string;
  readonly bytes: number;
  readonly sopInstanceUid: string;
  readonly seriesUid: string;
}
