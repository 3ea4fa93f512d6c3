import type { FoundFile } from "../sources/found-file.js";

/** Scans are called `x.dcm`, `x.IMA`, `IM0001` or by their UIDs: with digits and no ending in letters. */
const scanName = /^(?!\.)(?:.*\.(?:dcm|dicom|dic|ima)|(?=.*\d)(?!.*\.[a-z][a-z\d]*$).*)$/i;

/** Whether a file that cannot be read is a part of somebody's scan. An empty one is what a copy leaves that failed, if it is called as scans are. */
export function isLostScan({ path, unreadable, error }: FoundFile): boolean {
  if (error !== undefined || unreadable === "truncated") return true;
  return unreadable === "empty" && scanName.test(path.split(/[\\/]/).at(-1) ?? "");
}
