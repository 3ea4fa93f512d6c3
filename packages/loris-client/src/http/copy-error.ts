import { ScanferryError } from "@scanferry/transfer";
import type { ScanferryErrorInit } from "@scanferry/transfer";

/** The same error with some of it changed; what is not named stays as it is. */
export function copyError(
  error: ScanferryError,
  changes: Pick<ScanferryErrorInit, "subject" | "retryable" | "retryAfterMs" | "details" | "hint">,
): ScanferryError {
  const { code, message, hint, retryable, retryAfterMs, details, cause, subject } = error;
  return new ScanferryError(code, message, {
    retryable,
    ...(subject === undefined ? {} : { subject }),
    ...(cause === undefined ? {} : { cause }),
    ...(hint === undefined ? {} : { hint }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(details === undefined ? {} : { details }),
    ...changes,
  });
}
