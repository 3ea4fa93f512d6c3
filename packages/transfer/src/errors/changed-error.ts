import { ScanferryError, type ScanferryErrorInit } from "./scanferry-error.js";

/**
 * Makes an error that says the same as another, but for what is given.
 *
 * @example
 * ```ts
 * const first = new ScanferryError("net/reset", "The connection was cut.", { retryable: true });
 * const last = changedError(first, { retryable: false });
 * ```
 */
export function changedError(
  error: ScanferryError,
  changes: Pick<ScanferryErrorInit, "hint" | "retryable" | "retryAfterMs" | "details" | "subject">,
): ScanferryError {
  const { code, message, hint, retryable, retryAfterMs, details, subject, cause } = error;
  return new ScanferryError(code, message, {
    ...(hint === undefined ? {} : { hint }),
    retryable,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(details === undefined ? {} : { details }),
    ...(subject === undefined ? {} : { subject }),
    cause,
    ...changes,
  });
}
