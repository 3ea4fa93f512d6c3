export { readHeaderFromStream } from "./header/read-header-from-stream.js";
export { readHeader } from "./header/read-header.js";
export { scanFolder } from "./scan/scan-folder.js";

export type { DicomHeader, Unreadable } from "./header/dicom-header.js";
export type { HeaderOrUnreadable, StreamHeaderOptions } from "./header/read-header-from-stream.js";
export type { ReadHeaderOptions } from "./header/read-header.js";
export type { ScanFolderOptions, ScannedFile } from "./scan/scan-folder.js";
