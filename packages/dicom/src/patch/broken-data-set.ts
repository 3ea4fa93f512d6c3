import { ScanferryError } from "@scanferry/transfer";

/** Says that a data set's elements cannot be followed, so that nothing can be put among them with certainty. */
export function brokenDataSet(): ScanferryError {
  return new ScanferryError("data/corrupt", "The elements of a DICOM file cannot be followed.", {
    hint: "The file is cut off or damaged before the place of the new element: fetch it from the scanner again.",
  });
}
