/** One image that was selected, as it stands in the spool: plain JSON. */
export interface PlannedImage {
  /** CandID. */
  candidate: string;
  pscid: string;
  visit: string;
  /** Scan type: `LorisScanType` of the BIDS endpoint, `ScanType` of a project's image list. */
  modality: string;
  /** Project under which the image was listed. */
  project: string;
  /** Path of the image below `/api/VERSION`, `/candidates/…/images/FILE`; of the NIfTI file for the BIDS endpoint. */
  link: string;
  site?: string;
  /** When the server took the image in, as the server writes it. */
  insertTime?: string;
  visitDate?: string;
  qcStatus?: string;
  /** The rest is of the BIDS endpoint alone. Folder below the session, e.g. `anat`. */
  subfolder?: string;
  jsonLink?: string;
  bvalLink?: string;
  bvecLink?: string;
  eventLink?: string;
  /** What is wrong with the server's row, of which only a part could be read; the image cannot be brought. */
  odd?: string;
}
