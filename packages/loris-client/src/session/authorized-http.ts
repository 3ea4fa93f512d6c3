import { guardedHttp, type Http } from "@scanferry/transfer";
import { refusedHere } from "./session-errors.js";
import type { Session } from "./session.js";

/**
 * Wraps a stack so that each request goes out with a living token: renewed before it ends, and when LORIS answers 401
 * (v28 `{"error":"unauthorized"}`, legacy `{"error":"User not authenticated"}`; an expired token is not told from a wrong one).
 */
export function authorizedHttp(http: Http, session: Session): Http {
  return guardedHttp(http, session, {
    verdict: ({ status }) => (status === 401 ? "refused" : "taken"),
    refusedHere,
  });
}
