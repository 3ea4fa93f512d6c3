import { join } from "node:path";

/** Where the demo's files lie. */
export interface DemoPaths {
  folder: string;
  dataset: string;
  list: string;
  mails: string;
  passwords: string;
  downloads: string;
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
  };
}
