import type { ApiResponse, BytesResponse, GrantVerdict, Http } from "@scanferry/transfer";
import { ScanferryError, guardedHttp } from "@scanferry/transfer";
import { isPageType, pageAt, pageIn } from "../http/web-page.js";
import { sessionIdOf } from "./cookies.js";
import { isOwnOrigin, ownAnswers } from "./own-answers.js";
import { refusedHere } from "./session-errors.js";
import type { Session } from "./session.js";

/**
 * Wraps a stack so that each request goes out in a living session. XNAT says in many ways that one has ended: 401 with or without a challenge, a
 * redirect to its login page, that page with 200; where no login is required, it goes on as a guest with a new session, and a list lacks
 * most of what is there. So whatever looks like one of these is believed only once `/data/auth` was asked.
 */
export function authorizedHttp(http: Http, session: Session, { anonymous }: { anonymous: boolean }): Http {
  const isOwn = ({ url }: ApiResponse | BytesResponse): boolean => isOwnOrigin(http, url);
  const guarded = guardedHttp(http, session, {
    verdict: anonymous ? (answer) => (isOwn(answer) ? guestVerdict(answer, session) : "taken") : verdictOf,
    refusedHere: anonymous ? loginWanted : refusedHere,
  });
  return ownAnswers(guarded);
}

function verdictOf(answer: ApiResponse | BytesResponse, secret: string): GrantVerdict {
  const { status, headers } = answer;
  if (status === 401) return "refused";
  const opened = sessionIdOf(headers);
  if (opened !== undefined && opened !== secret) return "doubtful";
  const page = pageAt(answer.url) ?? pageAt(headers.get("location") ?? "");
  if (page !== undefined || (status === 200 && mayBePage(answer))) return "doubtful";
  return "taken";
}

function guestVerdict({ status, headers }: ApiResponse | BytesResponse, session: Session): GrantVerdict {
  const opened = sessionIdOf(headers);
  if (opened !== undefined) session.adopt(opened);
  return status === 401 ? "refused" : "taken";
}

/** Whether an answer may be a page in the place of data. Files that are pages themselves have a date, or a name to be saved under. */
function mayBePage(answer: ApiResponse | BytesResponse): boolean {
  const { headers } = answer;
  if (!isPageType(headers)) return false;
  if ("json" in answer) return pageIn(answer.text) !== undefined;
  return !headers.has("last-modified") && !headers.has("content-disposition");
}

/** The error for what a guest may not see. */
function loginWanted(): ScanferryError {
  return new ScanferryError("auth/required", "XNAT wants a login for this.", {
    hint: "Without an account, only public projects can be seen. Give a user name and a password, or an alias token.",
    details: { status: 401 },
  });
}
