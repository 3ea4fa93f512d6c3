import type { LoginLayer } from "./login-layers.js";

/** What the layers give together, and where each part came from. */
export interface MergedLogin {
  url?: string;
  username?: string;
  password?: string;
  from: { url?: string; username?: string; password?: string };
  /** Sentences about a login that is sent to another server than the one it was stored for. */
  warnings: string[];
}

/**
 * Merges layers field by field; the earlier layer wins. A layer that the user did not name (a default profile, netrc)
 * gives its user and password only to its own server and its own user, so that they never reach another one.
 */
export async function mergeLayers(
  layers: readonly LoginLayer[],
  merged: MergedLogin = { from: {}, warnings: [] },
): Promise<MergedLogin> {
  for (const layer of layers) {
    if (merged.url !== undefined && layer.url !== undefined && !sameServer(merged.url, layer.url)) {
      if (!layer.explicit) continue;
      if (
        (merged.username === undefined && layer.username !== undefined) ||
        (merged.password === undefined && layer.password !== undefined)
      ) {
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
    if (merged.username === undefined && layer.username !== undefined) {
      merged.username = layer.username;
      merged.from.username = layer.source;
    }
    if (merged.password === undefined && layer.password !== undefined && (layer.explicit || !otherUser)) {
      const password = await layer.password();
      if (password !== undefined && password !== "") {
        merged.password = password;
        merged.from.password = layer.source;
      }
    }
  }
  return merged;
}

/** Compares servers by origin and path, without the slash at the end. */
export function sameServer(one: string, other: string): boolean {
  return serverKey(one) === serverKey(other);
}

function serverKey(text: string): string {
  try {
    const url = new URL(text);
    return `${url.origin}${url.pathname.replace(/\/+$/, "")}`.toLowerCase();
  } catch {
    return text.toLowerCase();
  }
}
