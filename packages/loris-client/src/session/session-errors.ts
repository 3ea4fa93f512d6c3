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

/** The error for one request that is refused with a token that is taken elsewhere. */
export function refusedHere(): ScanferryError {
  return new ScanferryError("auth/forbidden", "LORIS refuses the login for this request alone.", {
    hint: "It takes the same login elsewhere. A rule of the server or of a proxy in front of it may be at fault; tell the administrator of the LORIS.",
    details: { status: 401 },
  });
}
