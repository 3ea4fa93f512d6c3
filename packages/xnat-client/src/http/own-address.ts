import { ScanferryError } from "@scanferry/transfer";
import type { XnatContext } from "../context.js";

/**
 * Takes the path of a caller's own request. A whole address must lie below this server's root: the login stays away from others by
 * itself, but a body would go there. A path that already has the server's context path, as pages and other clients print it, is
 * taken from there on: no XNAT stands below itself.
 *
 * @throws {@link ScanferryError} `input/invalid` for an address elsewhere
 */
export function ownAddress(ctx: XnatContext, path: string): string {
  const root = new URL(`${ctx.baseUrl}/`);
  if (!/^\s*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})/i.test(path))
    return path.startsWith(root.pathname) ? `/${path.slice(root.pathname.length)}` : path;
  const url = URL.canParse(path) ? new URL(path) : undefined;
  if (url?.origin === root.origin && url.pathname.startsWith(root.pathname) && url.username === "")
    return url.href;
  throw new ScanferryError("input/invalid", "The address is not below this XNAT's root.", {
    hint: "Give a path below it, e.g. /data/projects.",
    subject: path,
  });
}
