import type { CallContext } from "../call-context.js";
import { defaultProfile, namedProfile } from "./profile-layer.js";
import { environmentLayers, type LoginLayer } from "./login-layers.js";
import type { Environment } from "./config-dir.js";
import type { ServiceKind } from "./service-kind.js";

/** The kinds that this version can talk to, in the order in which they are asked. */
const spoken = ["nextcloud", "loris", "xnat"] as const satisfies readonly ServiceKind[];

/** A kind that this version can talk to. */
export type SpokenKind = (typeof spoken)[number];

/**
 * Finds the kinds of server that a command about logins looks at: that of the named profile, else those that the
 * environment or a stored login knows of, else Nextcloud, as for `--url` and files that say no kind.
 */
export async function configuredKinds(call: CallContext): Promise<readonly SpokenKind[]> {
  const known = await knownKinds(call);
  return known.length === 0 ? ["nextcloud"] : known;
}

/** The same, without the guess. */
export async function knownKinds(call: CallContext): Promise<readonly SpokenKind[]> {
  const profiles = await call.profiles.load();
  const name = namedProfile(call);
  const named = name === undefined ? undefined : profiles.get(name)?.kind;
  if (named !== undefined) return spoken.filter((kind) => kind === named);
  if (name !== undefined) return ["nextcloud"];
  return spoken.filter(
    (kind) =>
      ownVariables(kind, call.env).some(({ url }) => url !== undefined) ||
      defaultProfile(profiles, kind, undefined) !== undefined,
  );
}

/** What the variables say that belong to one kind; `SCANFERRY_URL` says none. */
function ownVariables(kind: ServiceKind, env: Environment): LoginLayer[] {
  return environmentLayers(kind, env).slice(1);
}

/** Tells whether this version can talk to a kind of server. */
export function isSpoken(kind: string | undefined): kind is SpokenKind {
  return spoken.some((known) => known === kind);
}
