import {
  isScanferryError,
  toScanferryError,
  type ScanferryError,
  type SettledItem,
} from "@scanferry/transfer";

/** Errors after which nothing can go on. */
const fatal = ["auth/rejected", "auth/required", "local/no-space", "aborted"] as const;

/**
 * What could not be planned is a failed result; the others go on. Where the error is about something below, such as a scan that was asked for and is
 * not there, that is the result's id.
 *
 * @throws {@link ScanferryError} an error after which nothing can go on
 */
export function failed(id: string, caught: unknown): SettledItem {
  if (fatal.some((code) => isScanferryError(caught, code))) throw caught;
  const error = toScanferryError(caught);
  const { subject } = error;
  const below = subject?.startsWith(`${id}/`) === true ? subject : id;
  return { kind: "settled", id: below, target: "", status: "failed", error };
}

/** What was left out, and why. */
export function skipped(id: string, error: ScanferryError): SettledItem {
  return { kind: "settled", id, target: "", status: "skipped", error };
}
