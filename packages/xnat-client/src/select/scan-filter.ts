/** Which scans of a session are wanted, and which of their resources. An empty list is one that nothing passes. */
export interface ScanFilter {
  /** Globs (`*`, `?`) that a scan's ID, type or series description matches as a whole; capital and small letters are the same. */
  scans?: readonly string[];
  /** Globs that a resource's label matches as a whole, e.g. `DICOM`; capital and small letters are the same. */
  resources?: readonly string[];
}
