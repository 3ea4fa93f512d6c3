import { ScanferryError, looksLikeHtml, redact } from "@scanferry/transfer";
import { htmlAnswer } from "../http/html-answer.js";
import { lorisError } from "../http/loris-error.js";
import { serverMessage } from "../http/server-message.js";

const quarterMs = 15 * 60_000;
const once =
  "It was tried once and is not tried again, because LORIS suspends an account after ten wrong logins.";

/** Turns a refused login into an error that says what it really is (texts of v28 and legacy, wire/loris.md, 2). */
export function loginError(
  status: number,
  headers: Headers,
  text: string,
  about: { now: number; secrets: readonly string[] },
): ScanferryError {
  const said = serverMessage(text);
  if (status === 401) return refused(said ?? "", about);
  if (/Unacceptable JWT key/i.test(said ?? "")) {
    return new ScanferryError("remote/failed", "The LORIS cannot hand out tokens: its own key is too weak.", {
      hint: "Only its administrator can mend this: the setting “JWT Key” of the LORIS needs a longer, mixed key.",
      details: { status },
    });
  }
  if (status === 400 && said !== undefined) {
    return new ScanferryError("auth/required", "LORIS wants a user name and a password.", {
      hint: "Give both.",
      details: { status },
    });
  }
  if (status === 500 && text === "") {
    // v28 fails so on a user name that is a number.
    return new ScanferryError("remote/failed", "LORIS failed at the login.", {
      hint: "Check the user name; if it is right, tell the administrator of the LORIS.",
      details: { status },
    });
  }
  if (looksLikeHtml(text) && status < 500 && status !== 404 && status !== 403)
    return htmlAnswer(status, text);
  return lorisError(status, headers, text, { now: about.now });
}

function refused(
  said: string,
  { now, secrets }: { now: number; secrets: readonly string[] },
): ScanferryError {
  const details = { status: 401 };
  if (said.trim() === "") {
    return new ScanferryError("auth/rejected", "LORIS wants a new password before it lets this account in.", {
      hint: "Passwords of LORIS expire after some months. Log in on its web page, choose a new password there, and use that one.",
      details: { ...details, reason: "password-change" },
    });
  }
  if (/suspend|too many/i.test(said)) {
    const until = new Date(now + quarterMs).toISOString().slice(11, 16);
    return new ScanferryError(
      "auth/rejected",
      "LORIS has suspended this account after too many wrong logins.",
      {
        hint: `Wait at least until ${until} UTC (15 minutes; after more than 15 wrong logins, 60 minutes) before the next try. Each further try prolongs it, by whatever program.`,
        retryAfterMs: quarterMs,
        details: { ...details, reason: "suspended" },
      },
    );
  }
  if (/incorrect|invalid|wrong/i.test(said)) {
    return new ScanferryError("auth/rejected", "LORIS refused the user name or the password.", {
      hint: `Check both. ${once}`,
      details: { ...details, reason: "wrong" },
    });
  }
  if (/activ|pending|approv/i.test(said)) {
    return new ScanferryError("auth/rejected", "The account is not active on this LORIS.", {
      hint: "Ask the project's administrator to approve or to activate it.",
      details: { ...details, reason: "inactive" },
    });
  }
  const text = redact(said, secrets).replace(/\s+/g, " ").trim().slice(0, 200);
  return new ScanferryError("auth/rejected", "LORIS refused the login.", {
    hint: `It says: “${text}” ${once}`,
    details: { ...details, reason: "other" },
  });
}
