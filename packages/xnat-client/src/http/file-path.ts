import { ScanferryError } from "@scanferry/transfer";
import type { VersionLine } from "../client/xnat-version.js";

function unsafe(uri: string): ScanferryError {
  return new ScanferryError("data/unsafe-path", "XNAT names an address outside its archive.", {
    hint: "The file was left out. Tell the administrator of the XNAT: a file there has a name that no address can hold.",
    subject: uri,
  });
}

/** As it stands in the list, for an address: what none may hold is encoded, escapes that are there stay. */
export const asListed = (segment: string): string =>
  segment
    .split(/(%[0-9a-f]{2})/i)
    .map((part, index) => (index % 2 === 1 ? part : encodeURIComponent(part).replace(/%2B/g, "+")))
    .join("");

/**
 * The path at which a listed file is asked for: 1.6 keeps names as they were sent, escapes included, and wants them back so (measured); later ones keep
 * decoded names, which have to be encoded ([S] FileList). There is no second spelling to try: it may be another file's.
 *
 * @param uri As the server lists it, e.g. "/data/experiments/XNAT_E00001/scans/1/resources/1/files/a%20b.dcm".
 * @throws {@link ScanferryError} `data/unsafe-path` for another server's address, a dot segment, a backslash or a control character
 */
export function filePath(uri: string, line: VersionLine): string {
  // eslint-disable-next-line no-control-regex -- these characters are exactly what must not pass
  if (!uri.startsWith("/") || uri.startsWith("//") || /[\u0000-\u001f\u007f\\]/.test(uri)) throw unsafe(uri);
  const segments = uri.slice(1).split("/");
  if (segments.some((segment) => /^(?:\.|%2e){0,2}$/i.test(segment))) throw unsafe(uri);
  const from = segments.indexOf("files") + 1;
  const spelled = line === "1.6" ? asListed : encodeURIComponent;
  try {
    return segments
      .map((segment, index) => `/${index < from ? asListed(segment) : spelled(segment)}`)
      .join("");
  } catch {
    // Half a character has no encoding.
    throw unsafe(uri);
  }
}
