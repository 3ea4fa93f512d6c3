import { ScanferryError } from "@scanferry/transfer";
import { encodeName } from "./encode-name.js";

function refuse(subject: string): ScanferryError {
  return new ScanferryError("input/invalid", "A name that goes into an address of LORIS cannot be used.", {
    hint: "Names may not be empty, “.” or “..”, and hold no control characters.",
    subject,
  });
}

/**
 * Joins names to a path below `/api/VERSION`, each encoded: visit labels may hold blanks, and a bare `?` or `#` would cut the address.
 *
 * @throws {@link ScanferryError} `input/invalid` for an empty name, a dot segment or a control character
 */
export function apiPath(...names: readonly string[]): string {
  return names
    .map((name) => {
      // eslint-disable-next-line no-control-regex -- these characters are exactly what must not pass
      if (/^\.{0,2}$/.test(name) || /[\u0000-\u001f\u007f\p{Surrogate}]/u.test(name)) throw refuse(name);
      return `/${encodeName(name)}`;
    })
    .join("");
}
