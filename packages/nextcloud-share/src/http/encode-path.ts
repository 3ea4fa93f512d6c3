import { ScanferryError } from "@scanferry/transfer";

/**
 * Brings a remote path into one form: no leading or trailing slash, no empty segment, NFC as Nextcloud stores it.
 *
 * @throws {@link ScanferryError} `input/invalid` for `..`, `.`, a backslash or a control character in it.
 */
export function remotePath(path: string): string {
  const segments = path
    .normalize("NFC")
    .split("/")
    .filter((segment) => segment !== "");
  for (const segment of segments) {
    // eslint-disable-next-line no-control-regex -- these characters are exactly what must not pass
    if (segment === "." || segment === ".." || /[\u0000-\u001f\u007f\\]/.test(segment)) {
      throw new ScanferryError(
        "input/invalid",
        "A remote path may not contain '.', '..', a backslash or control characters.",
        {
          hint: "Give the path below your Nextcloud home, for example MRI-share/sub-01.zip.",
          subject: path,
        },
      );
    }
  }
  return segments.join("/");
}

/** Encodes each segment of a path for a URL: a bare `%`, `#` or `?` is answered 400 or cut off by Nextcloud 32. */
export function encodePath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

/** The folder of a remote path, `""` for the home folder itself. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash === -1 ? "" : path.slice(0, slash);
}

/** The last segment of a remote path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
