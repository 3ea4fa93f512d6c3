/**
 * Encodes one name for a path. What RFC 3986 allows there and LORIS uses in names of headers (`acquisition:protocol`) stays as it is, so
 * that a server that does not decode its paths finds them too.
 *
 * @throws URIError for half a character
 */
export function encodeName(name: string): string {
  return encodeURIComponent(name).replace(/%(?:3A|40|2C|3D)/g, (code) => decodeURIComponent(code));
}
