import { ScanferryError } from "@scanferry/transfer";
import { encodeName } from "./encode-name.js";

function unsafe(link: string): ScanferryError {
  return new ScanferryError("data/unsafe-path", "LORIS names an address outside its API.", {
    hint: "The file was left out. Tell the administrator of the LORIS: a file there has a name that no address can hold.",
    subject: link,
  });
}

/**
 * Makes the path of a request, below `/api/VERSION`, from a `Link` of an answer. Links are relative to the API, raw (a blank or a
 * `%` in a file name is not encoded), and those of data releases lack the slash in front (PREVENT-AD).
 * `/candidates/ID/V/electrophysiology/F`, which every release from 23 to 28 gives and answers with 404, becomes `/recordings/F`.
 *
 * @throws {@link ScanferryError} `data/unsafe-path` for another server's address, a dot segment, a backslash or a control character
 */
export function linkPath(link: string): string {
  // eslint-disable-next-line no-control-regex -- these characters are exactly what must not pass
  if (/^[a-z][a-z0-9+.-]*:/i.test(link) || link.startsWith("//") || /[\u0000-\u001f\u007f\\]/.test(link)) {
    throw unsafe(link);
  }
  const names = link.split("/").filter((name) => name !== "");
  if (names.length === 0 || names.some((name) => name === "." || name === "..")) throw unsafe(link);
  if (names[0] === "candidates" && names[3] === "electrophysiology") names[3] = "recordings";
  try {
    return names.map((name) => `/${encodeName(name)}`).join("");
  } catch {
    // Half a character has no encoding.
    throw unsafe(link);
  }
}
