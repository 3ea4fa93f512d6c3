export { createZip } from "./write/create-zip.js";
export { drawPassphrase } from "./passphrase/draw-passphrase.js";
export { extractZip } from "./read/extract-zip.js";
export { isAlreadyCompressed } from "./write/already-compressed.js";
export { isZipGapless } from "./read/is-zip-gapless.js";
export { listZip } from "./read/list-zip.js";
export { openZipEntry } from "./read/open-zip-entry.js";
export { passphraseWords } from "./passphrase/word-list.js";
export { planExtraction } from "./read/plan-extraction.js";
export { readTarForward } from "./tar/read-tar-forward.js";
export { readZipEntries } from "./read/read-zip-entries.js";
export { readZipForward } from "./forward/read-zip-forward.js";
export { testZip } from "./read/test-zip.js";
export { zipCryptoWarning } from "./zip-crypto-warning.js";
export { ZipLengthCounter, zipLength } from "./write/zip-length.js";
export { zipStream } from "./write/zip-stream.js";

export type { CreateZipOptions, CreatedZip } from "./write/create-zip.js";
export type { DrawPassphraseOptions, Passphrase } from "./passphrase/draw-passphrase.js";
export type { EntryEncryption, ZipEntry } from "./read/zip-entry.js";
export type {
  ForwardZipEntry,
  ForwardZipSource,
  ReadZipForwardOptions,
} from "./forward/forward-zip-entry.js";
export type { PassphraseLanguage } from "./passphrase/word-list.js";
export type { PassphrasePolicy } from "./passphrase/passphrase-policy.js";
export type { ExtractZipOptions } from "./read/extract-zip.js";
export type { PlannedFile } from "./read/plan-extraction.js";
export type { RandomAccess, ZipArchive } from "./read/random-access.js";
export type { ReadZipOptions, ReadableZipEntry } from "./read/read-zip-entries.js";
export type { ReadTarOptions, TarEntry } from "./tar/read-tar-forward.js";
export type { TestedZip } from "./read/test-zip.js";
export type { ZipEncryption, ZipEvent, ZipOptions } from "./zip-options.js";
export type { ZipEntryInput, ZipSource } from "./zip-entry-input.js";
export type { ZipLimits } from "./read/zip-limits.js";
export type { ZipStream } from "./write/zip-stream.js";
