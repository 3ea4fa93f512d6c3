import { chmod, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { ScanferryError, writeFileAtomic } from "@scanferry/transfer";
import { isServiceKind, type ServiceKind } from "./service-kind.js";

/** A stored login. Its secret lies elsewhere: see {@link SecretStore}. */
export interface Profile {
  kind: ServiceKind;
  url: string;
  username: string;
  /** Where the secret lies; "none": nothing is kept, and the password is asked for each time. */
  secret: "keyring" | "file" | "none";
  /** Whether the secret is an app password that this program asked for, and may revoke. */
  appPassword?: boolean;
  /** The secret is no password but a token, which the server takes until then (ISO; "" when the file says no date). */
  tokenExpires?: string;
  /** When the token was issued, where it can be renewed (ISO). */
  tokenIssued?: string;
  /** The server did not say when the token ends; `tokenExpires` is what is usual. */
  tokenAssumed?: boolean;
  /** Used for its kind where no profile is named. */
  default?: boolean;
}

/** The stored logins, by name. */
export type Profiles = ReadonlyMap<string, Profile>;

/** Reads and writes `profiles.json` in the configuration folder. */
export interface ProfileStore {
  readonly path: string;
  readonly dir: string;
  load(): Promise<Profiles>;
  save(profiles: Profiles): Promise<void>;
}

/** Makes the store over a configuration folder; nothing is read or written yet. */
export function createProfileStore(dir: string): ProfileStore {
  const path = join(dir, "profiles.json");
  return {
    path,
    dir,
    load: async () => {
      let text: string;
      try {
        text = await readFile(path, "utf8");
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return new Map();
        throw new ScanferryError("local/denied", "The profiles cannot be read.", {
          subject: path,
          cause: error,
        });
      }
      return parseProfiles(text, path);
    },
    save: async (profiles) => {
      await ensurePrivateDir(dir);
      const body = { version: 1, profiles: Object.fromEntries(profiles) };
      await writeFileAtomic(path, `${JSON.stringify(body, null, 2)}\n`, { mode: 0o600 });
    },
  };
}

/** Makes the configuration folder, for its owner alone. */
export async function ensurePrivateDir(dir: string): Promise<void> {
  const made = await mkdir(dir, { recursive: true, mode: 0o700 });
  // mkdir's mode passes through the umask, and folders above may have been made with it too.
  if (made !== undefined) await chmod(dir, 0o700);
}

function parseProfiles(text: string, path: string): Profiles {
  const profiles = new Map<string, Profile>();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  const entries = isRecord(body) ? body["profiles"] : undefined;
  if (!isRecord(entries)) {
    throw new ScanferryError("input/invalid", "The profiles file is damaged.", {
      hint: `Remove ${path} and log in again.`,
      subject: path,
    });
  }
  for (const [name, value] of Object.entries(entries)) {
    if (!isRecord(value)) continue;
    const { kind, url, username, secret } = value;
    if (!isServiceKind(kind) || typeof url !== "string" || typeof username !== "string") continue;
    profiles.set(name, {
      kind,
      url,
      username,
      secret: secret === "keyring" || secret === "none" ? secret : "file",
      ...(value["appPassword"] === true ? { appPassword: true } : {}),
      // Never left out when damaged: the token would be taken for a password, and sent as one.
      ...("tokenExpires" in value ? { tokenExpires: dateOrNothing(value["tokenExpires"]) } : {}),
      ...("tokenIssued" in value ? { tokenIssued: dateOrNothing(value["tokenIssued"]) } : {}),
      ...(value["tokenAssumed"] === true ? { tokenAssumed: true } : {}),
      ...(value["default"] === true ? { default: true } : {}),
    });
  }
  return profiles;
}

function dateOrNothing(value: unknown): string {
  const ms = typeof value === "string" ? Date.parse(value) : NaN;
  return Number.isNaN(ms) ? "" : new Date(ms).toISOString();
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
