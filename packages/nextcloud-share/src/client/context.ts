import type { Http } from "@scanferry/transfer";
import type { AuthLatch } from "../http/auth-latch.js";
import type { SharePacing } from "../shares/share-pacing.js";
import type { Capabilities } from "./capabilities-schema.js";
import type { ServerInfo, TimeZoneInfo } from "./server-info.js";

/** What every operation works with: one HTTP stack with the login, one without, and what `connect()` found out. */
export interface NextcloudContext {
  /** Root of the Nextcloud, without a trailing slash. */
  readonly baseUrl: string;
  /** Root that links shown to people begin with, without a trailing slash; only when it was given. */
  readonly publicBaseUrl: string | undefined;
  /** The stack that sends the account's login. */
  readonly http: Http;
  /** The stack of a recipient: it never knows the account's login. */
  readonly anonymous: Http;
  readonly latch: AuthLatch;
  /** The true user id, as paths need it; not always the name somebody logs in with. */
  readonly userId: string;
  readonly server: ServerInfo;
  readonly capabilities: Capabilities;
  readonly timeZone: TimeZoneInfo;
  readonly pacing: SharePacing;
  /** Tokens whose share password was refused once: it is not tried again (11 wrong ones block the address). */
  readonly refusedTokens: Set<string>;
  /** Folders that are known to exist, because this client made or met them. */
  readonly knownFolders: Set<string>;
  /** How often a failed request is repeated. */
  readonly retries: number;
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly random: () => number;
}
