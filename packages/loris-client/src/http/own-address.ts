import { ScanferryError } from "@scanferry/transfer";
import type { LorisContext } from "../context.js";

/**
 * Takes the path of a caller's own request. A whole address must lie below this server's `/api`: the login stays away from others by
 * itself, but a body would go there.
 *
 * @throws {@link ScanferryError} `input/invalid` for an address elsewhere
 */
export function ownAddress(ctx: LorisContext, path: string): string {
  if (!/^\s*[a-z][a-z0-9+.-]*:[/\\]/i.test(path)) return path;
  const url = URL.canParse(path) ? new URL(path) : undefined;
  const api = new URL(`${ctx.baseUrl}/api/`);
  if (url?.origin === api.origin && url.pathname.startsWith(api.pathname) && url.username === "")
    return url.href;
  throw new ScanferryError("input/invalid", "The address is not below this LORIS's API.", {
    hint: "Give a path below /api/VERSION, e.g. /projects.",
    subject: path,
  });
}
