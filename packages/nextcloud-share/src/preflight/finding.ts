import type { ErrorCode } from "@scanferry/transfer";

/** What preflight can find. */
export type FindingCode =
  | "sharing-disabled"
  | "links-disabled"
  | "link-password-required"
  | "link-password-refused"
  | "link-password-unchecked"
  | "expiry-past"
  | "expiry-too-late"
  | "expiry-enforced"
  | "time-zone-assumed"
  | "quota-exceeded"
  | "quota-unknown"
  | "name-forbidden"
  | "name-not-portable"
  | "names-clash"
  | "one-link-per-file"
  | "waiting-time";

/** One thing that would go wrong (`error`), may (`warning`) or is worth knowing (`note`). */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: "error" | "warning" | "note";
  readonly message: string;
  readonly hint: string;
  /** The code of the error that it would become. */
  readonly errorCode: ErrorCode;
  readonly details?: Readonly<Record<string, string | number | boolean>>;
  /** The file name in question; it may be a participant's label. */
  readonly subject?: string;
}

/** What is about to be done. */
export interface PreflightRequest {
  /** Target folder below the account's home; it need not exist yet. */
  readonly folder: string;
  /** How many bytes will be uploaded in all, as far as known. */
  readonly totalBytes?: number | undefined;
  /** Names of the files that will be made in the folder. */
  readonly names?: Iterable<string> | undefined;
  /** How many new links will be made. @default the number of names */
  readonly newShares?: number | undefined;
  /** Last usable day, `YYYY-MM-DD`, in the account's Nextcloud time zone. Left out: a link without an end. */
  readonly expire?: string | undefined;
  /** Whether links will carry a password, and which: generated ones to check against the server's policy. */
  readonly linkPasswords?: "none" | readonly string[] | undefined;
}

/** What preflight found. */
export interface PreflightReport {
  /** `true` when nothing of severity `error` was found. */
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  /** The latest last usable day that the server allows; absent when there is no limit. */
  readonly latestExpire: string | undefined;
  /** Whether the server demands a password on every link. */
  readonly linkPasswordRequired: boolean;
  /** How long the limit of new links will make the whole job wait, in milliseconds. */
  readonly waitMs: number;
}
