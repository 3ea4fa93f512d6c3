import type { Segments } from "./answers/xnat-call.js";
import { XnatError } from "./answers/xnat-error.js";

/** Characters that Tomcat takes nowhere in an address unless they are escaped (measured on 1.6.4 for the brackets and the bar). */
const REFUSED = /[[\]{}|"<>\\^`]|[^\x21-\x7e]/;
/** The escaped slash (measured) and backslash. */
const REFUSED_IN_PATH = /%2f|%5c/i;

/**
 * The segments of an address behind the context path; `undefined` for one that is not behind it.
 *
 * @throws XnatError 400, by Tomcat
 */
export function pathBehind(contextPath: string, url: string): Segments | undefined {
  const cut = url.indexOf("?");
  const path = cut < 0 ? url : url.slice(0, cut);
  if (REFUSED.test(url) || REFUSED_IN_PATH.test(path))
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
