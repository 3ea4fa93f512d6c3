import type { LoginLayer } from "./login-layers.js";
import { serverRoot } from "./server-root.js";

/** What the layers give together, and where each part came from. */
export interface MergedLogin {
  url?: string;
  username?: string;
  password?: string;
  /** A token in the password's place. */
  token?: string;
  /** The profile whose token that is, or was. */
  tokenProfile?: string;
  /** A token would have been the login, but its time is over. */
  tokenEnded?: Date;
  from: { url?: string; username?: string; password?: string };
  /** Sentences about a login that is sent to another server than the one it was stored for. */
  warnings: string[];
  /** The layers that those sentences are about. */
  strangers: LoginLayer[];
}

/**
 * Merges layers field by field; the earlier layer wins. A layer that the user did not name (a default profile, netrc)
 * gives its user and password only to its own server and its own user, so that they never reach another one.
 */
export async function mergeLayers(
  layers: readonly LoginLayer[],
  merged: MergedLogin = { from: {}, warnings: [], strangers: [] },
): Promise<MergedLogin> {
  for (const layer of layers) {
    if (merged.url !== undefined && layer.url !== undefined && !sameServer(merged.url, layer.url)) {
      if (!layer.explicit) continue;
      if (
        (merged.username === undefined && layer.username !== undefined) ||
        (merged.password === undefined && layer.password !== undefined) ||
        (merged.password === undefined && layer.token !== undefined)
      ) {
        merged.strangers.push(layer);
        merged.warnings.push(
          `The login of ${layer.source} is for ${layer.url}; it is used for ${merged.url}, as ${merged.from.url ?? "a flag"} says.`,
        );
      }
    }
    if (merged.url === undefined && layer.url !== undefined) {
      merged.url = layer.url;
      merged.from.url = layer.source;
    }
    const otherUser =
      merged.username !== undefined && layer.username !== undefined && merged.username !== layer.username;
    const unknownUser = merged.username !== undefined && layer.username === undefined;
    if (merged.username === undefined && layer.username !== undefined) {
      merged.username = layer.username;
      merged.from.username = layer.source;
    }
    if (layer.explicit || !otherUser) await takeSecret(layer, merged, !otherUser && !unknownUser);
  }
  return merged;
}

/** The first layer that has a password or a living token gives it; the other kind of a later layer changes nothing. */
async function takeSecret(layer: LoginLayer, merged: MergedLogin, sameUser: boolean): Promise<void> {
  if (merged.password !== undefined || merged.token !== undefined) return;
  const password = await layer.password?.();
  if (password !== undefined && password !== "") {
    merged.password = password;
    merged.from.password = layer.source;
    return;
  }
  // A password may be the same for two users by chance or by habit; a token never is.
  const token = sameUser ? await layer.token?.() : undefined;
  if (token !== undefined && token !== "") {
    merged.token = token;
    if (layer.profile !== undefined) merged.tokenProfile = layer.profile;
    merged.from.password = layer.source;
    return;
  }
  if (layer.tokenEnded === undefined || merged.tokenEnded !== undefined) return;
  merged.tokenEnded = layer.tokenEnded;
  if (layer.profile !== undefined) merged.tokenProfile = layer.profile;
}

/**
 * Compares servers by origin and path, without the slash at the end. The version of its interface that may stand behind
 * a LORIS's address, and the page that may stand behind an XNAT's, name no other server.
 */
export function sameServer(one: string, other: string): boolean {
  return serverKey(one) === serverKey(other);
}

function serverKey(text: string): string {
  try {
    const url = new URL(text);
    const path = serverRoot(url.pathname).replace(/\/api(?:\/v\d[^/]*)?$/i, "");
    return `${url.origin}${path.replace(/\/+$/, "")}`.toLowerCase();
  } catch {
    return text.toLowerCase();
  }
}
