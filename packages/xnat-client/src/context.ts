import type { Http, NetworkOptions } from "@scanferry/transfer";
import type { XnatVersion } from "./client/xnat-version.js";
import type { Session } from "./session/session.js";

/** What every operation works with: one HTTP stack that shares one server session, and what `connect()` found out. */
export interface XnatContext {
  /** The stack below the server's root, context path included. It sends the session's cookie and logs in anew once where that has ended. */
  readonly http: Http;
  /** Root of the XNAT with its context path, without a slash at its end. */
  readonly baseUrl: string;
  readonly version: XnatVersion;
  /** Who the server says is logged in; "guest" without an account. */
  readonly user: string;
  readonly session: Session;
  /** Makes sure that the session lives, and logs in anew where it does not; once for all who ask at the same time. */
  renew(options?: CallOptions): Promise<void>;
  /** Keeps a text, such as a new token's secret, out of errors and logs. */
  hide(secret: string): void;
  /** How often a failed request is repeated. */
  readonly retries: number;
  /** How the stack behaves where it was told; calls that need more time have limits of their own where it was not. */
  readonly network?: NetworkOptions | undefined;
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly random: () => number;
}

/** What every call takes last. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}
