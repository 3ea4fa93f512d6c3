import type { DicomHeader, Unreadable } from "@scanferry/dicom";
import type { ScanferryError } from "@scanferry/transfer";

/** A folder or archive that is read. */
export interface PlanSource {
  /** Absolute. */
  path: string;
  kind: "folder" | "zip" | "tar";
  /** Length and time of an archive, by which it is known again; 0 of a folder. */
  sizeBytes: number;
  mtimeMs: number;
  /** Whether an archive could be sent byte for byte: what the server cannot read, or should not see, stands in the way. */
  asIs: boolean;
}

/** A file of a source, with what its header says. */
export interface FoundFile {
  source: PlanSource;
  /** Relative to the source, with slashes. */
  path: string;
  sizeBytes: number;
  mtimeMs: number;
  /** Of a file in an archive: which of its entries it is, from 0. Names may stand there twice (tar -r). */
  ordinal?: number;
  crc32?: number | undefined;
  header?: DicomHeader | undefined;
  unreadable?: Unreadable | undefined;
  error?: ScanferryError | undefined;
}
