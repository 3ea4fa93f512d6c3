/** Which file is meant, for sizes that differ from file to file. */
export interface XnatFileName {
  readonly project: string;
  readonly subject: string;
  /** Label of the session; absent for files of a project or a subject. */
  readonly session?: string;
  /** Id of the scan; absent for files above the scans. */
  readonly scan?: string;
  readonly resource: string;
  /** As stored, below the resource. */
  readonly path: string;
}

/** A file with a name or a content of its own. */
export interface XnatFileOptions {
  /** Path below the resource as the server stores it: `a%20b.txt` on 1.6, which keeps names as sent, `a b.txt` on 1.9. */
  readonly path: string;
  /** @default made up, of the resource's kind */
  readonly content?: string | Uint8Array;
  /** Size of a made-up content in bytes. @default the project's `fileBytes` */
  readonly bytes?: number;
  readonly format?: string;
  readonly contentName?: string;
  readonly tags?: string;
  /** Listed, but not on the server's disk. @default false */
  readonly missing?: boolean;
}

/** A folder of files. */
export interface XnatResourceOptions {
  readonly label: string;
  /** What its made-up files are. @default by label: "dicom" for DICOM, "nifti" for NIFTI, else "text" */
  readonly kind?: "dicom" | "nifti" | "text";
  /** How many made-up ones, or each. @default the scan's for DICOM, else 1 */
  readonly files?: number | readonly XnatFileOptions[];
  /** @default the project's */
  readonly fileBytes?: number | ((file: XnatFileName) => number);
  /** @default the label */
  readonly format?: string;
  /** @default "RAW" for DICOM, else "" */
  readonly content?: string;
  readonly tags?: string;
}

/** A scan; types and descriptions are taken as they are, with commas, slashes and spaces. */
export interface XnatScanOptions {
  /** Series number, `3` or `3-MR1`. */
  readonly id: string;
  readonly type?: string;
  readonly seriesDescription?: string;
  /** @default "usable" */
  readonly quality?: string;
  readonly note?: string;
  /** @default that of the session's modality, `xnat:mrScanData` */
  readonly xsiType?: string;
  /** @default DICOM and NIFTI */
  readonly resources?: readonly (string | XnatResourceOptions)[];
  /** How many files its DICOM resource has. @default the project's `filesPerScan` */
  readonly files?: number;
}

/** A session. */
export interface XnatSessionOptions {
  /** @default SUBJECT_MR1, counted per modality */
  readonly label?: string;
  /** MR, PET or CT, or another one. @default "MR" */
  readonly modality?: string;
  /** @default that of the modality, `xnat:mrSessionData` */
  readonly xsiType?: string;
  /** YYYY-MM-DD. @default made up */
  readonly date?: string;
  /** When it came to the server. @default the start of the sandbox */
  readonly inserted?: string | Date;
  readonly scans?: number | readonly XnatScanOptions[];
  /** Resources of the session itself. @default the project's `sessionResources` */
  readonly resources?: readonly (string | XnatResourceOptions)[];
  /** Other projects that list it, under another label where one is given. */
  readonly sharedInto?: readonly { readonly project: string; readonly label?: string }[];
  /** Further fields of its item. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** A subject. */
export interface XnatSubjectOptions {
  readonly label: string;
  readonly inserted?: string | Date;
  /** @default the project's `sessionsPerSubject` */
  readonly sessions?: number | readonly XnatSessionOptions[];
  /** Resources of the subject itself. @default the project's `subjectResources` */
  readonly resources?: readonly (string | XnatResourceOptions)[];
  /** gender, handedness, yob, … */
  readonly fields?: Readonly<Record<string, string>>;
}

/** A project; what is given as a number is made up when it is read and takes no memory. */
export interface XnatProjectOptions {
  readonly id: string;
  /** @default the id */
  readonly name?: string;
  readonly secondaryId?: string;
  readonly description?: string;
  readonly piFirstname?: string;
  readonly piLastname?: string;
  readonly aliases?: readonly string[];
  /** @default "private" */
  readonly accessibility?: XnatAccessibility;
  readonly keywords?: string;
  /** 0: what is sent waits in the prearchive; 4: it is archived when it is committed; 5: over what is there. @default 4 */
  readonly prearchiveCode?: 0 | 4 | 5;
  /** How many, or each. @default 3: S1, 002 and S3 */
  readonly subjects?: number | readonly (string | XnatSubjectOptions)[];
  /** Labels of subjects given by number, counted from 0; must be one to one. @default S1, S2, … */
  readonly subjectLabel?: (index: number) => string;
  /** @default 1 */
  readonly sessionsPerSubject?: number;
  /** Modalities dealt to a subject's sessions in turn. @default MR alone */
  readonly modalities?: readonly string[];
  /** Scans of each session, by number or each. @default 3, one of them with a space, a comma and a slash in its type */
  readonly scans?: number | readonly XnatScanOptions[];
  /** Files of each DICOM resource. @default 3 */
  readonly filesPerScan?: number;
  /** Size of each made-up file in bytes; a file is never smaller than its headers, and a DICOM file's size is even. @default 4096 */
  readonly fileBytes?: number | ((file: XnatFileName) => number);
  /** Resources of each scan. @default DICOM and NIFTI */
  readonly resources?: readonly (string | XnatResourceOptions)[];
  /** Resources of each session. @default none */
  readonly sessionResources?: readonly (string | XnatResourceOptions)[];
  /** Resources of each subject. @default none */
  readonly subjectResources?: readonly (string | XnatResourceOptions)[];
  /** Resources of the project itself. @default none */
  readonly projectResources?: readonly (string | XnatResourceOptions)[];
}

/** Who may see a project. */
export type XnatAccessibility = "private" | "protected" | "public";
