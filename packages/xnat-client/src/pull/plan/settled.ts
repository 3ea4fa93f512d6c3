import {
  isScanferryError,
  toScanferryError,
  type ScanferryError,
  type SettledItem,
} from "@scanferry/transfer";

/** Errors after which nothing can go on. */
const fatal = ["auth/rejected", "auth/required", "local/no-space", "aborted"] as const;

/**
 * What could not be planned is a failed result; the others go on.
 *
 * @throws {@link ScanferryError} an error after which nothing can go on
 */
export function failed(id: string, caught: unknown): SettledItem {
  if (fatal.some((code) => isScanferryError(caught, code))) throw caught;
  return { kind: "settled", id, target: "", status: "failed", error: toScanferryError(caught) };
}

/** What was left out, and why. */
export function skipped(id: string, error: ScanferryError): SettledItem {
  return { kind: "settled", id, target: "", status: "skipped", error };
}
