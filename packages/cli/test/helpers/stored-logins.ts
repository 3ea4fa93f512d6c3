import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeSecret } from "./cloud.js";

/** What `profiles.json` says of a login. */
export type StoredProfile = Record<string, string | boolean>;

/** Everything that lies in the folder of the profiles. */
export function allStored(folder: string): string {
  const config = join(folder, "config");
  return readdirSync(config)
    .map((name) => readFileSync(join(config, name), "utf8"))
    .join("\n");
}

export function storedProfile(folder: string, name: string): StoredProfile | undefined {
  return readProfiles(folder).profiles[name];
}

/** Changes a stored profile, as time or a hand would. */
export function changeProfile(folder: string, name: string, change: StoredProfile): void {
  const body = readProfiles(folder);
  body.profiles[name] = { ...body.profiles[name], ...change };
  writeSecret(join(folder, "config", "profiles.json"), JSON.stringify(body));
}

/** Lets so many hours pass since a stored token was issued. */
export function ageToken(folder: string, name: string, hours: number): void {
  const profile = storedProfile(folder, name) ?? {};
  const earlier = (field: string): string =>
    new Date(Date.parse(String(profile[field])) - hours * 3_600_000).toISOString();
  changeProfile(folder, name, {
    tokenIssued: earlier("tokenIssued"),
    tokenExpires: earlier("tokenExpires"),
  });
}

/** The secret of a profile where there is no keyring. */
export function storedSecret(folder: string, name: string): string {
  const path = join(folder, "config", "secrets.json");
  return (JSON.parse(readFileSync(path, "utf8")) as Record<string, string>)[name] ?? "";
}

function readProfiles(folder: string): { profiles: Record<string, StoredProfile> } {
  return JSON.parse(readFileSync(join(folder, "config", "profiles.json"), "utf8")) as {
    profiles: Record<string, StoredProfile>;
  };
}
