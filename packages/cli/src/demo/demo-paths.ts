import { join } from "node:path";

/** Where the demo's files lie. */
export interface DemoPaths {
  folder: string;
  dataset: string;
  list: string;
  mails: string;
  passwords: string;
  downloads: string;
  /** What was pulled from the embedded LORIS, and its list. */
  study: string;
  studyList: string;
  /** A list of subjects, and what was pulled of them from the embedded XNAT. */
  subjects: string;
  archive: string;
  /** A tree of DICOM files that is sent to the embedded XNAT, and what comes back. */
  dicom: string;
  returned: string;
}

/** Lays out the demo's folder. */
export function demoPaths(folder: string): DemoPaths {
  return {
    folder,
    dataset: join(folder, "mri_images"),
    list: join(folder, "share-list.xlsx"),
    mails: join(folder, "mails"),
    passwords: join(folder, "mails-passwords"),
    downloads: join(folder, "downloads"),
    study: join(folder, "loris_study"),
    studyList: join(folder, "loris-share-list.xlsx"),
    subjects: join(folder, "subjects.csv"),
    archive: join(folder, "xnat_archive"),
    dicom: join(folder, "dicomdir"),
    returned: join(folder, "xnat_returned"),
  };
}
