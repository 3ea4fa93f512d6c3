/** A subject of the look-alike XNAT. */
export interface SandboxXnatSubject {
  readonly id: string;
  readonly label: string;
}

/** A session of the look-alike XNAT. */
export interface SandboxXnatSession {
  readonly id: string;
  /** In the project that was asked for. */
  readonly label: string;
  /** The project that owns it. */
  readonly project: string;
  readonly subject: string;
  readonly xsiType: string;
  readonly date: string;
  /** Ids of its scans. */
  readonly scans: readonly string[];
  /** Whether it was archived to wait for somebody who looks it through. */
  readonly quarantine: boolean;
}

/** A DICOM instance in the archive of the look-alike XNAT. */
export interface SandboxXnatInstance {
  /** Id of its scan. */
  readonly scan: string;
  /** As stored, below the scan's resource DICOM. */
  readonly path: string;
  readonly sopInstanceUid: string;
}

/** A file of the look-alike XNAT. */
export interface SandboxXnatFile {
  /** As stored, below the resource. */
  readonly path: string;
  readonly bytes: number;
  /** Hex. */
  readonly md5: string;
  /** Milliseconds since 1970. */
  readonly mtimeMs: number;
}

/** An alias token that logs in. */
export interface SandboxXnatToken {
  readonly alias: string;
  readonly secret: string;
  readonly username: string;
  /** When it ends, milliseconds since 1970. */
  readonly endsMs: number;
}
