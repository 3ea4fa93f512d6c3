import { ScanferryError } from "@scanferry/transfer";

/**
 * Takes the path of an address that the server names, on the origin that was asked. Servers behind proxies misname
 * their scheme and port (the recorded 32 names `http://` for an `https://` address), and the poll token and the app
 * password must neither travel unencrypted nor go to another host.
 *
 * @throws {@link ScanferryError} `auth/rejected` when the server names another host.
 */
export function onAskedOrigin(asked: string, named: string): string {
  const base = new URL(asked);
  const other = URL.canParse(named) ? new URL(named) : undefined;
  if (other?.hostname.toLowerCase() !== base.hostname.toLowerCase()) {
    throw new ScanferryError(
      "auth/rejected",
      "The server sends the login to another host than the one that was asked.",
      {
        hint: "Log in with the address that the server uses for itself, if you trust it (overwrite.cli.url, overwritehost).",
        details: { asked: base.hostname, named: other?.hostname ?? "" },
      },
    );
  }
  return `${base.origin}${other.pathname}${other.search}`;
}
