import type { Account } from "../accounts.js";
import type { Cloud } from "../cloud.js";
import { fixedCapabilities27 } from "./fixed-capabilities-27.js";
import { fixedCapabilities32 } from "./fixed-capabilities-32.js";

/** What strangers are told: less, and nothing about sharing. */
const PUBLIC_PARTS = ["bruteforce", "metadataAvailable", "app_api", "theming"];

/** GET cloud/capabilities: what a client can know before it tries. */
export function capabilities(cloud: Cloud, account: Account | undefined, base: string): unknown {
  const { version } = cloud;
  const all = allCapabilities(cloud, account, base);
  const shown =
    account === undefined
      ? Object.fromEntries(
          PUBLIC_PARTS.filter((part) => part in all).map((part) => [part, publicPart(part, all)]),
        )
      : all;
  return {
    version: {
      major: version.major,
      minor: 0,
      micro: version.micro,
      string: version.text,
      edition: "",
      extendedSupport: false,
    },
    capabilities: shown,
  };
}

function publicPart(part: string, all: Readonly<Record<string, unknown>>): unknown {
  const value = all[part];
  return part === "app_api" && typeof value === "object" && value !== null && "version" in value
    ? { version: value.version }
    : value;
}

function allCapabilities(cloud: Cloud, account: Account | undefined, base: string): Record<string, unknown> {
  const { settings, version } = cloud;
  const fixed =
    version.key === "32" ? fixedCapabilities32(base, account?.timeZone ?? "UTC") : fixedCapabilities27(base);
  const { windowsNames } = settings;
  const names = {
    forbidden_filenames: [".htaccess"],
    forbidden_filename_basenames: windowsNames
      ? ["con", "prn", "aux", "nul", ...numbered("com"), ...numbered("lpt")]
      : [],
    forbidden_filename_characters: windowsNames
      ? ["<", ">", ":", '"', "|", "?", "*", "\\", "/"]
      : ["\\", "/"],
    forbidden_filename_extensions: windowsNames ? [" ", ".", ".filepart", ".part"] : [".filepart", ".part"],
    windows_compatible_filenames: windowsNames,
  };
  const { files, ...rest } = fixed;
  return {
    ...rest,
    bruteforce: version.key === "32" ? { delay: 0, "allow-listed": false } : { delay: 0 },
    files: { ...(files as object), ...(version.nameRules ? names : {}) },
    files_sharing: sharing(cloud, account),
    password_policy: policy(cloud, base),
  };
}

function numbered(name: string): string[] {
  return Array.from({ length: 10 }, (_, index) => `${name}${String(index)}`);
}

function sharing(cloud: Cloud, account: Account | undefined): unknown {
  const { settings, version } = cloud;
  const { expire } = settings;
  const mail = settings.linksEnabled && account?.linksExcluded !== true;
  const links = settings.sharingEnabled && mail;
  return {
    api_enabled: settings.sharingEnabled,
    public: links
      ? {
          enabled: true,
          password: { enforced: settings.passwordEnforced, askForOptionalPassword: false },
          expire_date:
            expire === undefined
              ? { enabled: false }
              : { enabled: true, days: expire.days, enforced: expire.enforced },
          multiple_links: true,
          expire_date_internal: { enabled: false },
          expire_date_remote: { enabled: false },
          send_mail: false,
          upload: true,
          upload_files_drop: true,
          ...(version.newShareRoutes ? { custom_tokens: settings.customTokens } : {}),
        }
      : { enabled: false },
    resharing: true,
    user: { send_mail: false, expire_date: { enabled: true } },
    group_sharing: true,
    group: { enabled: true, expire_date: { enabled: true } },
    default_permissions: 31,
    federation: {
      outgoing: true,
      incoming: true,
      expire_date: { enabled: true },
      expire_date_supported: { enabled: true },
    },
    sharee: { query_lookup_default: false, always_show_unique: true },
    sharebymail: {
      enabled: mail,
      send_password_by_mail: true,
      upload_files_drop: { enabled: true },
      password: { enabled: true, enforced: settings.passwordEnforced },
      expire_date: { enabled: true, enforced: expire?.enforced ?? false },
    },
  };
}

function policy(cloud: Cloud, base: string): unknown {
  const { policy: rules } = cloud.settings;
  const path = `${base}/ocs/v2.php/apps/password_policy/api/v1`;
  const api = { generate: `${path}/generate`, validate: `${path}/validate` };
  if (cloud.version.key === "27") return { ...rules, api };
  return {
    api,
    policies: { account: { ...rules, enforceHaveIBeenPwned: false } },
    ...rules,
  };
}
