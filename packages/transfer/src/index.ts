export { errorCodes } from "./errors/codes.js";
export { ScanferryError, isScanferryError } from "./errors/scanferry-error.js";

export type { ErrorCode } from "./errors/codes.js";
export type { ScanferryErrorInit, ScanferryErrorJson } from "./errors/scanferry-error.js";
