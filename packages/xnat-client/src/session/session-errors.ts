import { ScanferryError } from "@scanferry/transfer";

/** The error for a session that ended and that nothing is there to open anew with. */
export function noRenewal(): ScanferryError {
  return new ScanferryError("auth/expired", "XNAT no longer knows the session.", {
    hint: "Sessions end after some idle time, 15 minutes by default. Log in again; with a user name and a password or an alias token, a new session is opened by itself.",
  });
}

/** The error for a fresh session that is refused like the old one. */
export function renewedInVain(): ScanferryError {
  return new ScanferryError("auth/expired", "XNAT refuses the session that it has just opened.", {
    hint: "Something in front of the server may drop cookies, or send requests to several servers that do not share sessions. Tell the administrator of the XNAT.",
  });
}

/** The error for one request that is refused with a session that is taken elsewhere. */
export function refusedHere(): ScanferryError {
  return new ScanferryError("auth/forbidden", "XNAT refuses the login for this request alone.", {
    hint: "It takes the same login elsewhere. A rule of the server or of a proxy in front of it may be at fault; tell the administrator of the XNAT.",
    details: { status: 401 },
  });
}
