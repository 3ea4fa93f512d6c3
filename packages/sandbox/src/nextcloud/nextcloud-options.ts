import type { ClockOptions } from "../server/clock.js";

/** One more account of the look-alike. */
export interface SandboxUserOptions {
  readonly username: string;
  readonly password: string;
  /** @default the username */
  readonly displayName?: string;
  readonly email?: string;
  /** IANA name; expiry dates begin at midnight there. @default "UTC" */
  readonly timeZone?: string;
  /** Quota in bytes; unlimited when left out. */
  readonly quotaBytes?: number;
  /** Member of a group that may not share at all. @default false */
  readonly sharingExcluded?: boolean;
  /** Member of a group that may not make links. @default false */
  readonly linksExcluded?: boolean;
}

/** The password_policy app. */
export interface SandboxPasswordPolicy {
  /** @default 10 */
  minLength: number;
  /** @default true */
  enforceNonCommonPassword: boolean;
  /** @default false */
  enforceNumericCharacters: boolean;
  /** @default false */
  enforceUpperLowerCase: boolean;
  /** @default false */
  enforceSpecialCharacters: boolean;
}

/** What an administrator of the look-alike can set, at the start or while it runs. */
export interface NextcloudSettings {
  /** The password_policy app. */
  policy: SandboxPasswordPolicy;
  /** Links and mail shares need a password. @default false */
  passwordEnforced: boolean;
  /** Public links are allowed. @default true */
  linksEnabled: boolean;
  /** The share API is allowed. @default true */
  sharingEnabled: boolean;
  /** Default or enforced expiry of links; `undefined` for none. */
  expire: { days: number; enforced: boolean } | undefined;
  /** Link tokens may be chosen (32). @default false */
  customTokens: boolean;
  /** Names that Windows cannot hold are refused (30 and later). @default false */
  windowsNames: boolean;
  /** Share creations per user and period (30.0.7 and later); `undefined` for none. @default 20 per 600000 ms */
  rateLimit: { limit: number; periodMs: number } | undefined;
  /** Wrong passwords per address before everything of that address is refused; `undefined` for never. @default 11 in 1800000 ms */
  bruteForce: { attempts: number; periodMs: number } | undefined;
  /** Maintenance mode. @default false */
  maintenance: boolean;
  /** `true` when nginx collects request bodies, so that chunked ones arrive. @default false */
  requestBuffering: boolean;
  /** Host names that are answered, without port. @default loopback names */
  trustedDomains: string[];
  /** Host and port put into links instead of the request's Host header, as behind a careless proxy. */
  overwriteHost: string | undefined;
  /** Added before every answer. @default 0 */
  latencyMs: number;
  /** How long assembling the chunks of an upload takes. @default 0 */
  assembleMs: number;
}

/** Options of the look-alike Nextcloud. */
export interface NextcloudSandboxOptions
  extends Partial<Omit<NextcloudSettings, "policy" | "rateLimit">>, ClockOptions {
  /** Which recorded release it behaves like: 32.0.1 or 27.0.2. @default "32" */
  readonly version?: "32" | "27";
  /** @default "researcher" */
  readonly username?: string;
  readonly password?: string;
  /** Drawn at random when left out. */
  readonly appPassword?: string;
  readonly displayName?: string;
  readonly email?: string;
  /** IANA time zone of the first user. @default "UTC" */
  readonly timeZone?: string;
  /** Quota of the first user in bytes; unlimited when left out. */
  readonly quotaBytes?: number;
  /** More accounts. */
  readonly users?: readonly SandboxUserOptions[];
  readonly policy?: Partial<SandboxPasswordPolicy>;
  /** `false` switches the limit off. */
  readonly rateLimit?: { readonly limit: number; readonly periodMs: number } | false;
  /** Bodies above this size are not kept: only the size, SHA-256 and the digests asked for by X-Hash are. @default Infinity */
  readonly storeBytesLimit?: number;
  /** Port of this server alone; 0 picks a free one. @default 0 */
  readonly port?: number;
}

/** The settings a fresh look-alike starts with. */
export function startSettings(options: NextcloudSandboxOptions): NextcloudSettings {
  const old = options.version === "27";
  return {
    policy: {
      minLength: 10,
      enforceNonCommonPassword: true,
      enforceNumericCharacters: false,
      enforceUpperLowerCase: false,
      enforceSpecialCharacters: false,
      ...options.policy,
    },
    passwordEnforced: options.passwordEnforced ?? false,
    linksEnabled: options.linksEnabled ?? true,
    sharingEnabled: options.sharingEnabled ?? true,
    expire: options.expire,
    customTokens: options.customTokens ?? false,
    windowsNames: options.windowsNames ?? false,
    rateLimit: startRateLimit(options.rateLimit, old),
    bruteForce: "bruteForce" in options ? options.bruteForce : { attempts: 11, periodMs: 1_800_000 },
    maintenance: options.maintenance ?? false,
    requestBuffering: options.requestBuffering ?? false,
    trustedDomains: options.trustedDomains ?? ["127.0.0.1", "localhost", "[::1]"],
    overwriteHost: options.overwriteHost,
    latencyMs: options.latencyMs ?? 0,
    assembleMs: options.assembleMs ?? 0,
  };
}

/** 27.0.2 has no limit (24 of 24 recorded creations went through); one that is asked for is honored all the same. */
function startRateLimit(
  given: NextcloudSandboxOptions["rateLimit"],
  old: boolean,
): NextcloudSettings["rateLimit"] {
  if (given === false) return undefined;
  if (given !== undefined) return { ...given };
  return old ? undefined : { limit: 20, periodMs: 600_000 };
}
