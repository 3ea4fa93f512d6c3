import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import type { LoginLayer } from "./login-layers.js";
import { sameServer } from "./merge-layers.js";
import type { Profile, Profiles } from "./profile-store.js";
import { shellQuote } from "./shell-quote.js";
import type { ServiceKind } from "./service-kind.js";

/**
 * Gives the layer of the profile: the one that `--profile` or `SCANFERRY_PROFILE` names, else the default of this
 * kind, else the only one of this kind. A profile nobody named serves its own server alone.
 *
 * @throws {@link ScanferryError} `config/missing` · `input/invalid`
 */
export async function profileLayer(
  kind: ServiceKind,
  call: CallContext,
  url: string | undefined,
): Promise<LoginLayer | undefined> {
  const profiles = await call.profiles.load();
  const named = namedProfile(call);
  const chosen = named === undefined ? defaultProfile(profiles, kind, url) : byName(profiles, named, kind);
  if (chosen === undefined) return undefined;
  const [name, profile] = chosen;
  return {
    source: `profile ${name}`,
    url: profile.url,
    username: profile.username,
    ...secretOf(name, profile, call),
    profile: name,
    explicit: named !== undefined,
  };
}

function secretOf(
  name: string,
  profile: Profile,
  call: CallContext,
): Pick<LoginLayer, "password" | "token" | "tokenEnded"> {
  if (profile.secret === "none") return {};
  const load = (): Promise<string | undefined> => call.secretStore.load(name, profile.secret);
  if (profile.tokenExpires === undefined) return { password: load };
  if (profile.tokenExpires === "") return { token: () => Promise.reject(damaged(name, profile)) };
  const ends = new Date(profile.tokenExpires);
  // Where the end is a guess, the server is asked.
  return ends > call.now() || profile.tokenAssumed === true ? { token: load } : { tokenEnded: ends };
}

/** Told only when the token is needed: a login that is named in the call does without. */
function damaged(name: string, { kind, url }: Profile): ScanferryError {
  return new ScanferryError("auth/expired", "The stored login is damaged: when it ends cannot be read.", {
    hint: `Run scanferry login ${kind} ${shellQuote(url)} --profile ${shellQuote(name)} again.`,
  });
}

/** The profile that the user named in this call. */
export function namedProfile(call: CallContext): string | undefined {
  const fromEnv = call.env["SCANFERRY_PROFILE"];
  return call.options.text("profile") ?? (fromEnv === "" ? undefined : fromEnv);
}

function byName(profiles: Profiles, name: string, kind: ServiceKind): [string, Profile] {
  const profile = profiles.get(name);
  if (profile === undefined) {
    throw new ScanferryError("config/missing", "There is no profile of that name.", {
      hint:
        profiles.size === 0 ? "Run scanferry login first." : `There are: ${[...profiles.keys()].join(", ")}`,
    });
  }
  if (profile.kind !== kind) {
    throw new ScanferryError(
      "input/invalid",
      `That profile is for ${profile.kind}; this command needs ${kind}.`,
    );
  }
  return [name, profile];
}

/** Finds the profile to use where none is named. */
export function defaultProfile(
  profiles: Profiles,
  kind: ServiceKind,
  url: string | undefined,
): [string, Profile] | undefined {
  const fitting = [...profiles].filter(
    ([, profile]) => profile.kind === kind && (url === undefined || sameServer(url, profile.url)),
  );
  return (
    fitting.find(([, profile]) => profile.default === true) ??
    fitting.find(([name]) => name === kind) ??
    (fitting.length === 1 ? fitting[0] : undefined)
  );
}
