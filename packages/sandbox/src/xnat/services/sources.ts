import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import type { XnatPrearchiveSession } from "../prearchive/prearchive-session.js";

/**
 * The sessions that `src` names, which may be sent several times.
 *
 * @throws XnatError 404 "… not found." (recorded: 117, 118), 400 for an address of the archive
 */
export function sourcesOf(call: XnatCall, params: URLSearchParams): XnatPrearchiveSession[] {
  return params
    .getAll("src")
    .filter((src) => src !== "")
    .map((src) => {
      if (/^\/?(?:data\/)?archive\//.test(src)) throw new XnatError(400, `Invalid src URI (${src})`);
      const session = call.xnat.prearchive.byUrl(src);
      if (session === undefined) throw new XnatError(404, `${src} not found.`);
      return session;
    });
}
