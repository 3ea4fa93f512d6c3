import { badRequest } from "./dav-error.js";

/** One property asked for. */
export interface WantedProperty {
  /** `d:getetag`, with the prefix that the answer uses. */
  readonly name: string;
  /** Namespace declaration for properties of a stranger's namespace. */
  readonly declaration: string;
}

const PREFIXES: ReadonlyMap<string, string> = new Map([
  ["DAV:", "d"],
  ["http://owncloud.org/ns", "oc"],
  ["http://nextcloud.org/ns", "nc"],
  ["http://sabredav.org/ns", "s"],
]);

/**
 * The properties a PROPFIND body names; `undefined` for all of them (empty body or allprop).
 *
 * @throws DavError 400 for a body that is no propfind document
 */
export function parsePropfind(body: string): readonly WantedProperty[] | undefined {
  if (body.trim() === "") return undefined;
  if (!/<(?:[\w-]+:)?propfind[\s>]/.test(body)) throw badRequest("This is not a propfind document");
  const inner = /<(?:[\w-]+:)?prop(?:\s[^>]*)?>([\s\S]*)<\/(?:[\w-]+:)?prop\s*>/.exec(body)?.[1];
  if (inner === undefined) return undefined;
  const namespaces = declaredNamespaces(body);
  return [...inner.matchAll(/<(?:([\w-]+):)?([\w.-]+)([^<>]*?)\/?>/g)].map((match) => {
    const prefix = match[1] ?? "";
    const own = declaredNamespaces(match[3] ?? "").get(prefix);
    return wanted(own ?? namespaces.get(prefix) ?? "DAV:", match[2] ?? "");
  });
}

function wanted(namespace: string, local: string): WantedProperty {
  const prefix = PREFIXES.get(namespace);
  return prefix === undefined
    ? { name: `x1:${local}`, declaration: ` xmlns:x1="${namespace.replaceAll('"', "&quot;")}"` }
    : { name: `${prefix}:${local}`, declaration: "" };
}

function declaredNamespaces(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const match of text.matchAll(/xmlns(?::([\w-]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    found.set(match[1] ?? "", match[2] ?? match[3] ?? "");
  return found;
}
