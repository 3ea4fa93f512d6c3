import { ScanferryError, isScanferryError } from "@scanferry/transfer";
import { asError } from "./as-error.js";

/**
 * Marks damage as worth another try: a stream can be asked for again, and one that was cut off with status 200 mostly comes whole the
 * next time. Limits are no damage: the archive would be as large again.
 */
export function retryableDamage(error: unknown): Error {
  if (!isDamage(error) || error.retryable) return asError(error);
  const { code, message, hint, details, subject } = error;
  return new ScanferryError(code, message, {
    retryable: true,
    cause: error,
    ...(hint === undefined ? {} : { hint }),
    ...(details === undefined ? {} : { details }),
    ...(subject === undefined ? {} : { subject }),
  });
}

/** Whether bytes are wrong or missing. */
export function isDamage(error: unknown): error is ScanferryError {
  return (
    isScanferryError(error) &&
    error.code.startsWith("data/") &&
    error.code !== "data/unsafe-path" &&
    error.details?.["limit"] === undefined
  );
}
