import type { Account } from "../accounts.js";

/** A login flow v2 that an app has begun. */
export interface PendingLogin {
  readonly pollToken: string;
  readonly loginToken: string;
  /** User-Agent of the app; becomes the name of the app password. */
  readonly appName: string;
  readonly startedMs: number;
  granted: { readonly account: Account; readonly appPassword: string } | undefined;
}
