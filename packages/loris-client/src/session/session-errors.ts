import { ScanferryError } from "@scanferry/transfer";

/** The error for a token that ended or was refused, where nothing is there to get a new one with. */
export function noRenewal(): ScanferryError {
  return new ScanferryError("auth/expired", "LORIS no longer takes the token.", {
    hint: "Tokens of LORIS last 24 hours. Log in again with user name and password; with those, a new token is fetched when one ends.",
  });
}

/** The error for a fresh token that is refused like the old one. */
export function renewedInVain(): ScanferryError {
  return new ScanferryError("auth/expired", "LORIS refuses the token that it has just handed out.", {
    hint: "A proxy may drop the Authorization header, or the account was blocked meanwhile. Log in on the web page to see; ask the administrator of the LORIS if that works.",
  });
}
