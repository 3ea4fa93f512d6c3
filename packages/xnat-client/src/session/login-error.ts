import { ScanferryError, errorFromStatus, redact } from "@scanferry/transfer";
import type { ApiResponse } from "@scanferry/transfer";
import { serverMessage } from "../http/server-message.js";
import { pageAt, pageError, pageIn } from "../http/web-page.js";

const once =
  "It was tried once and is not tried again, because XNAT locks an account after too many wrong logins.";
const singleSignOn =
  "Where people log in through their institution (single sign-on), there is no password for programs: make an alias token on XNAT's web page (your name at the top, Manage Alias Tokens) and use that.";

/** What a login is about. */
export interface LoginAbout {
  /** Whether an alias token was sent instead of a password. */
  readonly byToken: boolean;
  readonly secrets: readonly string[];
  readonly now: number;
}

/** Turns a refused login into an error that says what it really is (texts of 1.6.4, and of 1.9 as read in its source). */
export function loginError(answer: ApiResponse, about: LoginAbout): ScanferryError {
  const { status, headers, text } = answer;
  const said = serverMessage(text) ?? "";
  const led =
    pageAt(headers.get("location") ?? "") ?? pageAt(answer.url) ?? (status < 300 ? pageIn(text) : undefined);
  if (led === "password" || /password has expired|change your password|changing your password/i.test(said)) {
    return pageError("password", status);
  }
  if (led === "inactive" || /not (?:been )?(?:enabled|verified|active)|disabled|inactive/i.test(said)) {
    return pageError("inactive", status);
  }
  if (status >= 300 && status < 400 && led === undefined)
    return leadsElsewhere(headers.get("location"), answer.url);
  // 1.6's own login service answers a wrong password with 500 "Bad credentials".
  if (status === 401 || led === "login" || (status === 500 && /bad credentials/i.test(said)))
    return refused(said, about);
  if (status === 404 || status === 405 || led === "other") return noXnat(status);
  if (status === 403) return refused(said, about);
  return errorFromStatus(status, headers, "", about.now);
}

function refused(said: string, { byToken, secrets }: LoginAbout): ScanferryError {
  const details = { status: 401 };
  if (/\block(?:ed)?\b/i.test(said) && !/will be locked/i.test(said)) {
    return new ScanferryError("auth/rejected", "XNAT has locked this account after too many wrong logins.", {
      hint: "By default it stays locked for an hour. Wait that long before the next try, or ask the administrator of the XNAT to unlock it.",
      details: { ...details, reason: "locked" },
    });
  }
  if (byToken) {
    return new ScanferryError("auth/expired", "XNAT does not take the alias token.", {
      hint: "Alias tokens last two days unless the server's administrator changed that. Make a new one: log in again, or on XNAT's web page (your name at the top, Manage Alias Tokens).",
      details: { ...details, reason: "token" },
    });
  }
  if (
    /^login attempt failed|bad credentials|password combination|invalid|^full authentication/i.test(said) ||
    said === ""
  ) {
    const sessions = /number of user sessions/i.test(said)
      ? " This XNAT says the same when too many sessions of the account are open."
      : "";
    return new ScanferryError("auth/rejected", "XNAT refused the user name or the password.", {
      hint: `Check both. ${once} A locked account gets the same answer.${sessions} ${singleSignOn}`,
      details: { ...details, reason: "wrong" },
    });
  }
  const text = redact(said, secrets).slice(0, 200);
  return new ScanferryError("auth/rejected", "XNAT refused the login.", {
    hint: `It says: “${text}” ${once} ${singleSignOn}`,
    details: { ...details, reason: "other" },
  });
}

/** The error for an address at which no XNAT answers. */
export function noXnat(status: number): ScanferryError {
  return new ScanferryError("remote/not-found", "There is no XNAT at this address.", {
    hint: "Give the address at which its web page opens, with the path that many have, as in https://host/xnat, and without what follows that (/app/…).",
    details: { status },
  });
}

/** The error for an address that only leads to another one. Its path may hold a token, so its origin alone is named. */
export function leadsElsewhere(location: string | null, from: string): ScanferryError {
  const target = location !== null && URL.canParse(location, from) ? new URL(location, from) : undefined;
  const place = target === undefined ? "another address" : target.origin;
  return new ScanferryError("input/invalid", "The address leads elsewhere.", {
    hint: `It leads to ${place}. If that is the XNAT, give the address at which its web page opens, with its path; if it is a sign-in page, ask the administrator for an address that programs may use.`,
  });
}
