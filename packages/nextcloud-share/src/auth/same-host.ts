import { ScanferryError } from "@scanferry/transfer";

/**
 * Checks that an address which a server names belongs to the host that was asked: the poll token and the app password
 * must not go to, or come for, another one. Scheme and port may differ, because servers behind proxies misname both
 * (the recorded 32 names `http://` for an `https://` address).
 *
 * @throws {@link ScanferryError} `auth/rejected`
 */
export function checkSameHost(asked: string, named: string): void {
  const host = new URL(asked).hostname.toLowerCase();
  const other = URL.canParse(named) ? new URL(named).hostname.toLowerCase() : "";
  if (host === other) return;
  throw new ScanferryError(
    "auth/rejected",
    "The server sends the login to another host than the one that was asked.",
    {
      hint: "Log in with the address that the server uses for itself, if you trust it (overwrite.cli.url, overwritehost).",
      details: { asked: host, named: other },
    },
  );
}
