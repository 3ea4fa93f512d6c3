import type { Account } from "../accounts.js";

/** A share row. */
export interface Share {
  readonly id: number;
  /** 3 link, 4 mail. */
  readonly type: 3 | 4;
  readonly owner: Account;
  /** Shares follow the file id, not the path. */
  readonly nodeId: number;
  token: string;
  permissions: number;
  /** `YYYY-MM-DD`, the day at whose first moment the link dies. */
  expireDate: string | undefined;
  /** That moment, milliseconds since 1970. */
  expiresAtMs: number | undefined;
  passwordHash: string | undefined;
  /** Kept only for mail shares of 32, which answer with it. */
  clearPassword: string | undefined;
  label: string;
  note: string;
  hideDownload: boolean;
  attributes: string | undefined;
  readonly shareWith: string | undefined;
  /** Seconds since 1970. */
  readonly createdAt: number;
  /** files_downloadlimit. */
  limit: { max: number; count: number } | undefined;
}
