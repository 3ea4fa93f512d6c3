export { readHeaderFromStream } from "./header/read-header-from-stream.js";
export { readHeader } from "./header/read-header.js";
export { echo } from "./net/echo.js";
export { sendFiles } from "./net/send/send-files.js";
export { patched } from "./patch/patched.js";
export { scanFolder } from "./scan/scan-folder.js";

export type { DicomHeader, Unreadable } from "./header/dicom-header.js";
export type { HeaderOrUnreadable, StreamHeaderOptions } from "./header/read-header-from-stream.js";
export type { ReadHeaderOptions } from "./header/read-header.js";
export type { ScanFolderOptions, ScannedFile } from "./scan/scan-folder.js";
export type { DicomPeer, DicomTls } from "./net/dicom-peer.js";
export type { EchoAnswer } from "./net/echo.js";
export type { SendFile, SendIdentity, SendOutcome, SendStatus } from "./net/send/send-file.js";
export type { SendOptions } from "./net/send/send-options.js";
export type { ElementPatch, PatchVr } from "./patch/element-patch.js";
export type { PatchedFile } from "./patch/patched.js";
