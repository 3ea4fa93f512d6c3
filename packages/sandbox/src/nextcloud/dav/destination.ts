import { splitPath } from "../../server/split-path.js";
import type { DavContext } from "./dav-context.js";
import { badRequest, forbidden } from "./dav-error.js";

/** The decoded names of a Destination header below the user's files. @throws DavError 400 or 403 */
export function destinationNames(context: DavContext): readonly string[] {
  const value = context.exchange.header("destination");
  if (value === undefined) throw badRequest("The destination header was not supplied");
  const names = namesBelowFiles(context, value);
  if (names === undefined) throw forbidden("Destination URI is outside of the files of this account");
  return names;
}

/** The same, `undefined` for a destination elsewhere. */
export function namesBelowFiles(context: DavContext, value: string): readonly string[] | undefined {
  const path = value.replace(/^https?:\/\/[^/]+/i, "");
  const names = splitPath(path);
  if (names === undefined) return undefined;
  const [first, second, third, user] = names;
  if (first !== "remote.php") return undefined;
  if (second === "webdav") return names.slice(2);
  if (second !== "dav" || third !== "files" || user === undefined) return undefined;
  return context.cloud.accountOfPath(user) === context.account ? names.slice(4) : undefined;
}
