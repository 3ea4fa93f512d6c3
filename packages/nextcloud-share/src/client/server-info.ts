/** Which Nextcloud answers. */
export interface ServerInfo {
  /** For example `32.0.1`. */
  readonly version: string;
  readonly major: number;
  readonly minor: number;
  readonly micro: number;
}

/** The time zone in which a link's last day ends, and how we know it. */
export interface TimeZoneInfo {
  /** IANA name, for example `Europe/Berlin`. */
  readonly name: string;
  /**
   * `server`: the account's own, told by Nextcloud 32 and newer (`core.user.timezone`). `option`: given by the caller.
   * `assumed`: older servers do not tell; UTC is taken, and a link may end some hours before or after midnight there.
   */
  readonly source: "server" | "option" | "assumed";
}

/**
 * Tells whether the server refuses a 21st new share within ten minutes: Nextcloud 30.0.7, 31 and newer do
 * (`UserRateLimit(limit: 20, period: 600)`, PR 50905), 27 does not.
 */
export function limitsShareCreation(server: ServerInfo): boolean {
  return server.major >= 31 || (server.major === 30 && (server.minor > 0 || server.micro >= 7));
}
