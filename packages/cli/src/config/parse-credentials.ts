import { ScanferryError } from "@scanferry/transfer";
import { parseTolerantJson } from "./tolerant-json.js";

/** What a credentials file says. Names differ from tool to tool; here they have one name. */
export interface Credentials {
  url?: string;
  username?: string;
  password?: string;
  /** `remote_path` of today's sharing script. */
  remotePath?: string;
  /** `expiration_days` of today's sharing script. */
  expirationDays?: number;
  /** `include_mricron` of today's sharing script. */
  includeMricron?: boolean;
}

const names = {
  url: ["nextcloud_baseurl", "server", "url", "host", "baseurl"],
  username: ["username", "user", "login"],
  password: ["password", "pass"],
  remotePath: ["remote_path"],
  expirationDays: ["expiration_days"],
  includeMricron: ["include_mricron"],
} as const;

/**
 * Reads the text of a credentials file: the sharing script's JSON, `{server, user, password}`, lines of
 * `username: …` and `password: …` as the XNAT tutorial's `~/.xnat`, or `+user@server=password` as `~/.xnatPass`.
 *
 * @throws {@link ScanferryError} `input/invalid`; the message never quotes the file
 */
export function parseCredentials(text: string): Credentials {
  const fields = text.trimStart().startsWith("{") ? jsonFields(text) : lineFields(text);
  const find = (keys: readonly string[]): unknown =>
    keys.map((key) => fields.get(key)).find((value) => value !== undefined);
  const result: Credentials = {};
  for (const name of ["url", "username", "password", "remotePath"] as const) {
    const value = find(names[name]);
    if (typeof value === "string" && value !== "") result[name] = value;
    else if (typeof value === "number") result[name] = String(value);
  }
  const days = Number(find(names.expirationDays) ?? Number.NaN);
  if (Number.isSafeInteger(days) && days >= 0) result.expirationDays = days;
  if (/^(true|yes|1)$/i.test(asText(find(names.includeMricron)))) result.includeMricron = true;
  if (result.username === undefined && result.password === undefined) {
    throw unreadable("The credentials file holds neither a user nor a password.");
  }
  return result;
}

function jsonFields(text: string): Map<string, unknown> {
  let value: unknown;
  try {
    value = parseTolerantJson(text);
  } catch {
    // The cause is left out on purpose: JSON.parse quotes the text around the mistake, and that may be the password.
    throw unreadable("The credentials file is not readable as JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw unreadable("The credentials file holds no fields.");
  return new Map(Object.entries(value).map(([key, field]) => [key.toLowerCase(), field]));
}

/**
 * A line of `~/.xnatPass`, the file of XNAT's own command line tools and of dax: the entry in use begins with a plus.
 * A user name may hold an @, an address may not.
 */
const xnatPassLine = /^\s*\+(?<username>\S+)@(?<url>[^\s@=]+)=(?<password>.*?)\s*$/m;

/** Two-line YAML: `key: value`, with quotes or without, comments on lines of their own or behind a blank. */
function lineFields(text: string): Map<string, unknown> {
  const entry = xnatPassLine.exec(text)?.groups;
  if (entry !== undefined) return new Map(Object.entries(entry));
  const fields = new Map<string, unknown>();
  for (const line of text.split(/\r?\n/)) {
    const found = /^\s*["']?([A-Za-z_]+)["']?\s*:\s*(.*?)\s*$/.exec(line);
    const [, key, value] = found ?? [];
    if (key === undefined || value === undefined || value === "") continue;
    const quoted = /^"(.*)"(?:\s+#.*)?$|^'(.*)'(?:\s+#.*)?$/.exec(value);
    fields.set(key.toLowerCase(), quoted?.[1] ?? quoted?.[2] ?? value.replace(/\s+#.*$/, ""));
  }
  if (fields.size === 0) throw unreadable("The credentials file is in none of the known forms.");
  return fields;
}

function asText(value: unknown): string {
  return typeof value === "string" || typeof value === "boolean" || typeof value === "number"
    ? String(value)
    : "";
}

function unreadable(message: string): ScanferryError {
  return new ScanferryError("input/invalid", message, {
    hint: 'It may look like {"username": "…", "password": "…", "nextcloud_baseurl": "https://…"}, {"server": "https://…", "user": "…", "password": "…"}, the two lines username: … and password: …, or +user@https://…=password',
  });
}
