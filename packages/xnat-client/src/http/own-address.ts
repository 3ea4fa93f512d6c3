import { ScanferryError } from "@scanferry/transfer";
import type { XnatContext } from "../context.js";

/**
 * Takes the path of a caller's own request. A whole address must lie below this server's root: the login stays away from others by
 * itself, but a body would go there.
 *
 * @throws {@link ScanferryError} `input/invalid` for an address elsewhere
 */
export function ownAddress(ctx: XnatContext, path: string): string {
  if (!/^\s*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})/i.test(path)) return path;
  const url = URL.canParse(path) ? new URL(path) : undefined;
  const root = new URL(`${ctx.baseUrl}/`);
  if (url?.origin === root.origin && url.pathname.startsWith(root.pathname) && url.username === "")
    return url.href;
  throw new ScanferryError("input/invalid", "The address is not below this XNAT's root.", {
    hint: "Give a path below it, e.g. /data/projects.",
    subject: path,
  });
}
