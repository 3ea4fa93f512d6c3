import type { ClientOptions } from "@scanferry/transfer";
import { ScanferryError } from "@scanferry/transfer";
import type { CallOptions } from "../context.js";
import type { XnatAuth } from "../session/credentials.js";

/** How to reach an XNAT. */
export interface ConnectOptions extends ClientOptions {
  /** Address at which its web page opens, with its context path, e.g. "https://host/xnat". */
  readonly baseUrl: string;
  readonly auth: XnatAuth;
  /**
   * Asked before each login but the first: the login to use from now on, e.g. an alias token that another process has put in the place of `auth`.
   * @default always `auth`
   */
  readonly nextAuth?: ((options: CallOptions) => Promise<XnatAuth | undefined>) | undefined;
  /**
   * Whether a small request is made when none was for a third of the session's idle time (15 minutes by default). Its timer does not keep the
   * program running; another one may be handed in. @default true
   */
  readonly keepAlive?:
    boolean | { readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void> } | undefined;
  /** It may not look like a browser's: those must send a CSRF token, and get pages instead of errors. @default "scanferry" */
  readonly userAgent?: string | undefined;
}

/**
 * @throws {@link ScanferryError} `input/invalid` for a User-Agent on XNAT's list of interactive agents, from which it wants a CSRF token also with the
 * login (SiteConfigPreferences; measured: 500 on 1.6.4)
 */
export function checkUserAgent(userAgent: string | undefined): void {
  if (!/MSIE|Mozilla|AppleWebKit|Opera/.test(userAgent ?? "")) return;
  throw new ScanferryError("input/invalid", "The User-Agent looks like a browser's.", {
    hint: "XNAT treats browsers otherwise than programs. Leave Mozilla, MSIE, AppleWebKit and Opera out of it.",
  });
}
