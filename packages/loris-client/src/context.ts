import type { Http } from "@scanferry/transfer";
import type { Session } from "./session/session.js";

/** What every operation works with: one HTTP stack that logs in by itself, and what `connect()` found out. */
export interface LorisContext {
  /** The stack below `/api/VERSION`. It sends the token, renews it before it ends and once on a 401. */
  readonly http: Http;
  /** The version of the API that answered, e.g. "v0.0.3". */
  readonly version: string;
  /** Whether the server speaks the dialect of LORIS 20 and 21 (PREVENT-AD): v0.0.3-dev, or older. */
  readonly legacy: boolean;
  /** Root of the LORIS, without `/api/VERSION` and without a trailing slash. */
  readonly baseUrl: string;
  readonly session: Session;
  /** Makes sure that the token is taken, and logs in anew where it is not; once for all who ask at the same time. */
  renew(options?: { signal?: AbortSignal | undefined }): Promise<void>;
  /** How often a failed request is repeated. */
  readonly retries: number;
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly random: () => number;
}

/** What every call takes last. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}
