import { isScanferryError } from "./scanferry-error.js";
import { redact } from "./redact.js";

const depthLimit = 5;

/**
 * Copies a caught error so that it can be kept as `cause`: name, code, redacted message and stack, and nothing else.
 * The original may carry request options, sockets or a header's value (undici quotes an invalid one), so it is never kept itself.
 */
export function safeCause(error: unknown, secrets: readonly (string | undefined)[] = [], depth = 0): unknown {
  if (isScanferryError(error)) return error;
  if (!(error instanceof Error)) return typeof error === "string" ? redact(error, secrets) : undefined;
  const copy = new Error(redact(error.message, secrets));
  copy.name = error.name;
  if (error.stack !== undefined) copy.stack = redact(error.stack, secrets);
  const code: unknown = (error as { code?: unknown }).code;
  if (typeof code === "string" || typeof code === "number") Object.assign(copy, { code });
  const inner =
    error instanceof AggregateError && error.cause === undefined ? (error.errors[0] as unknown) : error.cause;
  if (inner !== undefined && depth < depthLimit) copy.cause = safeCause(inner, secrets, depth + 1);
  return copy;
}
