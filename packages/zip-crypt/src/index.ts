export { createZip } from "./write/create-zip.js";
export { isAlreadyCompressed } from "./write/already-compressed.js";
export { zipCryptoWarning } from "./zip-crypto-warning.js";
export { zipLength } from "./write/zip-length.js";
export { zipStream } from "./write/zip-stream.js";

export type { CreatedZip } from "./write/create-zip.js";
export type { ZipEncryption, ZipEvent, ZipOptions } from "./zip-options.js";
export type { ZipEntryInput, ZipSource } from "./zip-entry-input.js";
export type { ZipStream } from "./write/zip-stream.js";
