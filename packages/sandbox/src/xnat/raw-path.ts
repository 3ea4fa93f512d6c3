import type { Segments } from "./answers/xnat-call.js";
import { XnatError } from "./answers/xnat-error.js";

/** Characters that Tomcat takes nowhere in an address unless they are escaped, and the escaped slash and backslash (measured on 1.6.4). */
const REFUSED = /[[\]{}|"<>\\^`]|%2f|%5c/i;
const REFUSED_IN_QUERY = /[[\]{}|"<>\\^`]/;

/**
 * The segments of an address behind the context path; `undefined` for one that is not behind it.
 *
 * @throws XnatError 400, by Tomcat
 */
export function pathBehind(contextPath: string, url: string): Segments | undefined {
  const cut = url.indexOf("?");
  const path = cut < 0 ? url : url.slice(0, cut);
  if (REFUSED.test(path) || (cut >= 0 && REFUSED_IN_QUERY.test(url.slice(cut))))
    throw new XnatError(400, "Invalid character found in the request target", { page: "tomcat" });
  if (path !== contextPath && !path.startsWith(`${contextPath}/`)) return undefined;
  const raw = path
    .slice(contextPath.length)
    .split("/")
    .filter((segment) => segment !== "");
  return { raw, names: raw.map(decoded) };
}

/** The segments from a place on. */
export function segmentsFrom(segments: Segments, at: number): Segments {
  return { names: segments.names.slice(at), raw: segments.raw.slice(at) };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new XnatError(400, "Invalid URI", { page: "tomcat" });
  }
}
