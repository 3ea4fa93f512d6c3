import { ScanferryError, changedError, errorFromStatus, looksLikeHtml } from "@scanferry/transfer";
import { htmlAnswer } from "./html-answer.js";
import { serverMessage } from "./server-message.js";

interface Row {
  readonly code: ScanferryError["code"];
  readonly message: string;
  readonly hint: string;
  /** Told in `details`, for callers that must tell it from other errors of the code. */
  readonly reason?: string;
}

/** By status, then by the beginning of LORIS's own text, which is what tells a wrong candidate from a wrong visit (v28 and legacy). */
const rows: readonly (readonly [status: number, text: RegExp, row: Row])[] = [
  [
    400,
    /version of the API/i,
    {
      code: "input/invalid",
      message: "The address names no version of LORIS's API.",
      hint: "Give the server's root, e.g. https://loris.example.org; the version is found by itself.",
    },
  ],
  [
    400,
    /Invalid CandID/i,
    {
      code: "remote/not-found",
      message: "LORIS does not take this as a candidate's ID.",
      hint: "Check the ID: PREVENT-AD has seven digits, other servers have six or ten.",
    },
  ],
  [
    403,
    /.*/,
    {
      code: "auth/forbidden",
      message: "This account may not see this.",
      hint: "LORIS shows an account its own sites and projects only. Ask the study's coordinator for access.",
    },
  ],
  [
    404,
    /Unsupported version/i,
    {
      code: "remote/not-found",
      reason: "version",
      message: "This LORIS does not have that version of the API.",
      hint: "Leave the version out, so that it is found by itself.",
    },
  ],
  [
    404,
    /Candidate not found|Unknown CandID/i,
    {
      code: "remote/not-found",
      message: "LORIS has no such candidate.",
      hint: "Check the ID; the list of candidates has those that this account may see.",
    },
  ],
  [
    404,
    /Visit not found|Invalid visit/i,
    {
      code: "remote/not-found",
      message: "The candidate has no such visit.",
      hint: "The candidate's record lists its visits; capital letters count.",
    },
  ],
  [
    404,
    /.*/,
    {
      code: "remote/not-found",
      message: "LORIS does not have this.",
      hint: "It may be listed and yet be missing on the server's disk, or this version of LORIS does not offer it.",
    },
  ],
  [
    415,
    /.*/,
    {
      code: "remote/refused",
      message: "LORIS does not offer this format.",
      hint: "Formats nifti, bval, bvec and bidsjson exist since LORIS 24.1.",
    },
  ],
];

/**
 * Turns a refusal of LORIS into an error, by status and the text of its JSON. The text itself stays out: it may name a file or
 * a participant ("NAME not found.").
 */
export function lorisError(
  status: number,
  headers: Headers,
  text: string,
  options: { subject?: string | undefined; now?: number } = {},
): ScanferryError {
  const said = serverMessage(text);
  if (said === undefined && looksLikeHtml(text) && (status < 400 || status === 500)) {
    return withSubject(htmlAnswer(status, text), options.subject);
  }
  if (status === 500 && text === "" && headers.has("etag"))
    return withSubject(missingOnDisk(), options.subject);
  const row = rows.find(([at, pattern]) => at === status && pattern.test(said ?? ""))?.[2];
  const error =
    row === undefined
      ? errorFromStatus(status, headers, "", options.now)
      : new ScanferryError(row.code, row.message, {
          hint: row.hint,
          details: { status, ...(row.reason === undefined ? {} : { reason: row.reason }) },
        });
  return withSubject(error, options.subject);
}

/** PREVENT-AD answers so for a file that it lists and does not have; a server that really fails sends no ETag (wire/loris.md, 3). */
function missingOnDisk(): ScanferryError {
  return new ScanferryError("remote/not-found", "LORIS lists this file and does not have it.", {
    hint: "It is missing on the server's disk. Tell the administrator of the LORIS.",
    details: { status: 500 },
  });
}

/** The same error, naming what it is about in the place that is not printed unasked. */
export function withSubject(error: ScanferryError, subject: string | undefined): ScanferryError {
  return subject === undefined || error.subject !== undefined ? error : changedError(error, { subject });
}

/** The same error, not to be tried again. */
export function final(error: ScanferryError): ScanferryError {
  return changedError(error, { retryable: false });
}
