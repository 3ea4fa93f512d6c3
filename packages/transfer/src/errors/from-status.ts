import type { ErrorCode } from "./codes.js";
import { retryAfterMs } from "../http/retry-after.js";
import { ScanferryError } from "./scanferry-error.js";

type Row = readonly [code: ErrorCode, message: string, hint: string, retryable?: boolean];

const rows: Readonly<Record<number, Row>> = {
  400: [
    "remote/refused",
    "The server did not accept the request.",
    "Check the names and options; the server's log may say more.",
  ],
  401: [
    "auth/rejected",
    "The server refused the login.",
    "Check the user name and the password; they are tried only once, so that the account is not locked.",
  ],
  403: [
    "auth/forbidden",
    "This account may not do that.",
    "Ask the owner of the data or the server's administrator for access.",
  ],
  404: [
    "remote/not-found",
    "The server does not have this.",
    "Check the name; perhaps it was moved or deleted, or this account may not see it.",
  ],
  405: [
    "remote/refused",
    "The server does not allow this here.",
    "Check that the address points to the right service.",
  ],
  408: ["net/timeout", "The server waited too long for the request.", "Try again.", true],
  409: [
    "remote/conflict",
    "The server says that this conflicts with what is there.",
    "Check that the parent folder exists and that nobody else is changing it.",
  ],
  410: ["remote/not-found", "The server no longer has this.", "It was deleted."],
  412: [
    "remote/exists",
    "Something of that name is already there.",
    "Allow overwriting or choose another name.",
  ],
  413: [
    "remote/refused",
    "The server refuses an upload of this size.",
    "Send it in smaller parts or ask the administrator to raise the limit.",
  ],
  423: ["remote/busy", "The file is locked on the server.", "Wait a moment and try again.", true],
  425: ["remote/busy", "The server is not ready for this yet.", "Try again.", true],
  429: ["remote/busy", "The server asks for fewer requests.", "Wait and try again.", true],
  502: ["remote/failed", "A server in between got no proper answer.", "Try again later.", true],
  503: ["remote/busy", "The server is busy or under maintenance.", "Wait and try again.", true],
  504: ["remote/failed", "A server in between waited too long.", "Try again later.", true],
  507: [
    "remote/quota",
    "There is no space left on the server.",
    "Delete something there (the trash bin counts too) or ask for more space.",
  ],
};

/** The origin that a redirect points to. Its path and query may hold a label or a token, so they are left out. */
function originOf(headers: Headers | undefined): string | undefined {
  const location = headers?.get("location") ?? "";
  if (!/^https?:\/\//i.test(location) || !URL.canParse(location)) return undefined;
  return new URL(location).origin;
}

/** What to do about an answer. A write is not sent on after a redirect, so the address must be put right by the person. */
function hintFor(status: number, hint: string, headers: Headers | undefined): string {
  const origin = status >= 300 && status < 400 ? originOf(headers) : undefined;
  return origin === undefined
    ? hint
    : `The server points to ${origin}. If that is the same service, give its address in this form; if it is a login page, log in again.`;
}

function rowFor(status: number): Row {
  const exact = rows[status];
  if (exact !== undefined) return exact;
  if (status >= 500)
    return [
      "remote/failed",
      "The server failed.",
      "Try again later; if it goes on, tell the administrator.",
      true,
    ];
  if (status >= 400)
    return ["remote/refused", "The server refused the request.", "Check the names and options."];
  if (status >= 300) {
    return [
      "remote/refused",
      "The server points to another address.",
      "Use the address that the server names (often https:// instead of http://).",
    ];
  }
  return [
    "remote/failed",
    "The server gave an answer that was not expected.",
    "Check that the address points to the right service.",
  ];
}

/** Tells whether a text begins like an HTML page. */
export function looksLikeHtml(text: string): boolean {
  return /^\uFEFF?\s*(<!--[\s\S]*?-->\s*)*<(!doctype\s+html|html|head|body)\b/i.test(text.slice(0, 2048));
}

/**
 * Turns an HTTP answer that is not the wanted one into a {@link ScanferryError}; clients may override single statuses first.
 * An HTML page with status 200 where data were asked for is a login page: XNAT and LORIS answer so when a session ends (`auth/expired`).
 *
 * @param text The beginning of the body, only to recognize an HTML page. It never enters the error.
 * @example
 * ```ts
 * const answer = await http.api("GET", "/data/projects");
 * if (answer.status !== 200) throw errorFromStatus(answer.status, answer.headers, answer.text);
 * ```
 */
export function errorFromStatus(
  status: number,
  headers?: Headers,
  text = "",
  now: number = Date.now(),
): ScanferryError {
  if (status >= 200 && status < 300 && looksLikeHtml(text)) {
    return new ScanferryError(
      "auth/expired",
      "The server sent a web page, probably its login page, instead of data.",
      {
        hint: "Log in again; if that does not help, check that the address points to the right service.",
        details: { status },
      },
    );
  }
  const [code, message, hint, retryable = false] = rowFor(status);
  const waitMs = headers === undefined ? undefined : retryAfterMs(headers.get("retry-after"), now);
  return new ScanferryError(code, message, {
    hint: hintFor(status, hint, headers),
    retryable,
    ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
    details: { status },
  });
}
