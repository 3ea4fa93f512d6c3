/**
 * The address that an answer of the import, commit or archive service holds: one line in `text/uri-list`, or in `Location`. The `/data` that
 * some releases leave out is put before it.
 */
export function answeredUri(text: string, headers?: Headers): string | undefined {
  for (const line of [...text.split(/[\r\n]+/), headers?.get("location") ?? ""]) {
    const found = /(?:\/data)?(\/(?:pre)?archive\/projects\/[^\s<>"?#]+)/.exec(line)?.[1];
    if (found !== undefined) return `/data${found}`;
  }
  return undefined;
}

/** Whether an address is one of the archive and not of the prearchive. */
export function isArchiveUri(uri: string): boolean {
  return /^(?:\/data)?\/archive\//.test(uri);
}
