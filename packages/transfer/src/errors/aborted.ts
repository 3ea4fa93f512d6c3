import { ScanferryError, isScanferryError } from "./scanferry-error.js";

/** Tells whether an error says that the caller gave up (an `AbortSignal` fired). */
export function isAbort(error: unknown): boolean {
  if (isScanferryError(error, "aborted")) return true;
  if (typeof error !== "object" || error === null) return false;
  const { name, code } = error as { name?: unknown; code?: unknown };
  return name === "AbortError" || code === "ABORT_ERR" || code === "UND_ERR_ABORTED";
}

/** Makes the `aborted` error; a Scanferry error given as the signal's reason is passed on as it is. */
export function abortedError(reason?: unknown): ScanferryError {
  if (isScanferryError(reason)) return reason;
  return new ScanferryError("aborted", "The work was stopped before it was finished.", {
    hint: "Run the same command again: it goes on where it stopped.",
  });
}

/**
 * Throws when the signal has fired.
 *
 * @throws {@link ScanferryError} `aborted`
 */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw abortedError(signal.reason);
}
