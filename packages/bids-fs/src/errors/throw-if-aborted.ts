import { ScanferryError } from "@scanferry/transfer";

/** Ends the work with the code `aborted` when the caller's signal says so. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new ScanferryError("aborted", "Reading the dataset was stopped.", { cause: signal.reason });
}
