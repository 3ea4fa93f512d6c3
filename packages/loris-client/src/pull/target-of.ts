import { ScanferryError } from "@scanferry/transfer";

/** The name of the file behind a link, as the server writes it. */
export function nameOf(link: string): string {
  return link.slice(link.lastIndexOf("/") + 1);
}

/**
 * Joins names from the server to a path below the output folder. A name that would be several (`a/b`), or that would take the place of
 * a sidecar (`.x.etag`), is refused here; what else is not safe, the engine refuses.
 *
 * @throws {@link ScanferryError} `data/unsafe-path`
 */
export function targetOf(...names: readonly string[]): string {
  const wrong = names.find(
    (name) =>
      name === "" || name === "." || name === ".." || /[/\\]/.test(name) || /^\..*\.etag$/i.test(name),
  );
  if (wrong !== undefined) {
    throw new ScanferryError("data/unsafe-path", "A name from the server cannot be a file or folder here.", {
      hint: "The file is left out. Tell the administrator of the LORIS.",
      subject: names.join("/"),
    });
  }
  return names.join("/");
}

/** The names of a session's folders. */
export function sessionFolders(candidate: string, visit: string): [subject: string, session: string] {
  return [`sub-${candidate}`, `ses-${visit}`];
}
