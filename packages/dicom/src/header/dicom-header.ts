/**
 * What a header says of one DICOM file: its identity by UIDs, and what sorts it. Texts are decoded by the file's Specific Character
 * Set and trimmed; "" stands for an element that is absent or empty.
 */
export interface DicomHeader {
  /** UID of the transfer syntax; for a file without a meta header the one its bytes were found to be in. */
  transferSyntax: string;
  sopClassUid: string;
  sopInstanceUid: string;
  studyUid: string;
  seriesUid: string;
  patientId: string;
  /** As it is written: components with `^`, groups with `=`. */
  patientName: string;
  /** `YYYYMMDD`. */
  studyDate: string;
  /** `HHMMSS.FFFFFF`, as far as it is given. */
  studyTime: string;
  studyDescription: string;
  accessionNumber: string;
  seriesNumber?: number;
  seriesDescription: string;
  protocolName: string;
  modality: string;
  imageType: string[];
  instanceNumber?: number;
  manufacturer: string;
  /** (0010,4000), where XNAT's receiver looks for `Project:… Subject:… Session:…`. */
  patientComments: string;
  /** (0032,4000). */
  studyComments: string;
  /** Number of frames; only multi-frame objects have it. */
  frames?: number;
  /** Whether the file begins with 128 bytes and `DICM`, as a DICOM file should. */
  hasPreamble: boolean;
}

/**
 * Why a file is not sent: `empty`; `not-dicom`; `truncated` (an element announces more bytes than there are); `dicomdir` (the table
 * of contents of a medium, not a scan); `no-identity` (the UID of its SOP class, SOP instance, study or series is missing).
 */
export type Unreadable = "empty" | "not-dicom" | "truncated" | "dicomdir" | "no-identity";
