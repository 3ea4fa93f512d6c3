import { ScanferryError } from "@scanferry/transfer";

function refuse(subject: string): ScanferryError {
  return new ScanferryError("input/invalid", "A name that goes into an address of XNAT cannot be used.", {
    hint: "Names may not be empty, “.” or “..”, and hold no slash, no backslash and no control characters.",
    subject,
  });
}

/**
 * Joins names to a path below the server's root, each encoded: raw `[ ] { } |` give 400, and so does an encoded slash (wire/xnat.md, 11b).
 *
 * @throws {@link ScanferryError} `input/invalid` for an empty name, a dot segment, a slash or a control character
 */
export function requestPath(...names: readonly string[]): string {
  return names
    .map((name) => {
      // eslint-disable-next-line no-control-regex -- these characters are exactly what must not pass
      if (/^\.{0,2}$/.test(name) || /[\u0000-\u001f\u007f/\\]|\p{Surrogate}/u.test(name)) throw refuse(name);
      return `/${encodeURIComponent(name)}`;
    })
    .join("");
}
