export { download } from "./download/download.js";
export { openFromHttp } from "./download/open-from-http.js";
export { abortedError, isAbort, throwIfAborted } from "./errors/aborted.js";
export { changedError } from "./errors/changed-error.js";
export { errorCodes } from "./errors/codes.js";
export { fsError } from "./errors/from-fs.js";
export { networkError } from "./errors/from-network.js";
export { errorFromStatus, looksLikeHtml } from "./errors/from-status.js";
export { redact } from "./errors/redact.js";
export { ScanferryError, isScanferryError } from "./errors/scanferry-error.js";
export { toScanferryError } from "./errors/to-scanferry-error.js";
export { FolderOfServer } from "./files/folder-of-server.js";
export { openPartFile } from "./files/part-file.js";
export { openSpool } from "./files/spool.js";
export { writeFileAtomic } from "./files/write-file-atomic.js";
export { collect } from "./flow/collect.js";
export { mapAhead } from "./flow/map-ahead.js";
export { retry } from "./flow/retry.js";
export { runPool, runPoolMany } from "./flow/run-pool.js";
export { sleep } from "./flow/sleep.js";
export { take } from "./flow/take.js";
export { httpOptionsOf } from "./http/client-options.js";
export { createHttp } from "./http/create-http.js";
export { formBody } from "./http/form-body.js";
export { fewerRetriesOn500 } from "./http/fewer-retries-on-500.js";
export { networkFromEnv } from "./http/network-options.js";
export { openAnswer } from "./http/open-answer.js";
export { retryAfterMs } from "./http/retry-after.js";
export { lockFile } from "./journal/file-lock.js";
export { openJournal } from "./journal/open-journal.js";
export { steadyList } from "./json/steady-list.js";
export { streamJson } from "./json/stream-json.js";
export { guardedHttp } from "./login/guarded-http.js";
export { isLoginFailure } from "./login/failed-logins.js";
export { sendLogin } from "./login/send-login.js";
export { SharedLogin } from "./login/shared-login.js";
export { folded, isGlob, matchesGlob } from "./names/glob.js";
export { HashTable, fingerprint } from "./paths/hash-table.js";
export { PathClaims, foldPath } from "./paths/path-claims.js";
export { resolveInside } from "./paths/resolve-inside.js";
export { safeName } from "./paths/safe-name.js";
export { safePath } from "./paths/safe-path.js";
export { present } from "./records/present.js";
export { countedBody } from "./streams/counted-body.js";
export { withStallTimeout } from "./streams/with-stall-timeout.js";
export { withoutPage } from "./streams/without-page.js";
export { parseCsv } from "./tables/parse-csv.js";
export { httpSink } from "./upload/http-sink.js";
export { upload } from "./upload/upload.js";
export { defaultChecks } from "./verify/default-checks.js";
export { gzipIntact } from "./verify/gzip-intact.js";
export { magicBytes } from "./verify/magic-bytes.js";
export { notHtmlPage } from "./verify/not-html-page.js";

export type { DownloadOptions } from "./download/download.js";
export type { GroupEntry, GroupItem, ListedFile } from "./download/group-item.js";
export type { OpenFromHttpOptions } from "./download/open-from-http.js";
export type { SettledItem } from "./download/settled-item.js";
export type {
  BundleEntry,
  BundleItem,
  FileItem,
  ItemExpectation,
  OpenRequest,
  Opened,
  StoredFile,
  StrangeFile,
  TransferItem,
} from "./download/transfer-item.js";
export type { ErrorCode } from "./errors/codes.js";
export type { ScanferryErrorInit, ScanferryErrorJson } from "./errors/scanferry-error.js";
export type { OnTransferEvent, TransferEvent } from "./events/transfer-event.js";
export type { TransferResult, TransferStatus, TransferSummary } from "./events/transfer-result.js";
export type { FillingServer } from "./files/folder-of-server.js";
export type { Expectation, FinishedFile, PartFile, PartFileOptions } from "./files/part-file.js";
export type { PartNote } from "./files/part-note.js";
export type { Spool } from "./files/spool.js";
export type { WriteFileAtomicOptions } from "./files/write-file-atomic.js";
export type { CollectOptions, Collected } from "./flow/collect.js";
export type { MapAheadContext, MapAheadOptions } from "./flow/map-ahead.js";
export type { RetryNotice, RetryOptions } from "./flow/retry.js";
export type { PoolContext, RunPoolOptions } from "./flow/run-pool.js";
export type { ApiOptions, ApiResponse, BytesOptions, BytesResponse, Http, HttpOptions } from "./http/http.js";
export type { ClientOptions } from "./http/client-options.js";
export type { FormBody } from "./http/form-body.js";
export type { NetworkOptions } from "./http/network-options.js";
export type { OpenAnswerOptions } from "./http/open-answer.js";
export type { FileLock } from "./journal/file-lock.js";
export type { Journal, JournalEntry, JournalPosition, OpenJournalOptions } from "./journal/open-journal.js";
export type { JsonItem } from "./json/json-parser.js";
export type { SteadyListOptions } from "./json/steady-list.js";
export type { StreamJsonOptions } from "./json/stream-json.js";
export type { GrantVerdict, GuardOptions } from "./login/guarded-http.js";
export type { SendLoginOptions } from "./login/send-login.js";
export type { LoginGrant, SharedLoginCalls } from "./login/shared-login.js";
export type { ManifestLine } from "./manifest/write-manifest.js";
export type { MoveOptions } from "./moving/move-options.js";
export type { Present } from "./records/present.js";
export type { SafePathOptions } from "./paths/safe-path.js";
export type { ByteStream } from "./streams/byte-stream.js";
export type { CsvText } from "./tables/parse-csv.js";
export type { HttpSinkOptions } from "./upload/http-sink.js";
export type {
  PutRequest,
  SentBytes,
  UploadBody,
  UploadItem,
  UploadReceipt,
  UploadSink,
} from "./upload/upload-item.js";
export type { UploadOptions } from "./upload/upload.js";
export type { ContentCheck, ContentContext, RunningCheck } from "./verify/content-check.js";
