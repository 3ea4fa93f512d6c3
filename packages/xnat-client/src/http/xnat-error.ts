import { ScanferryError, changedError, errorFromStatus, looksLikeHtml } from "@scanferry/transfer";
import type { XnatContext } from "../context.js";
import { isKnownSentence } from "./known-sentences.js";
import { serverMessage } from "./server-message.js";
import { pageError, pageIn } from "./web-page.js";

/** What an error is about. */
export interface ErrorAbout {
  /** The path that was asked for, encoded. */
  readonly path: string;
  /** What is named in the place that is not printed unasked. @default the path */
  readonly subject?: string | undefined;
  /** The project whose web page a 403 names. @default the one in the path */
  readonly project?: string | undefined;
}

interface Row {
  readonly code: ScanferryError["code"];
  readonly message: string;
  readonly hint: string;
}

const rows: Readonly<Record<number, Row>> = {
  401: {
    code: "auth/expired",
    message: "XNAT wants a login for this.",
    hint: "Log in again.",
  },
  404: {
    code: "remote/not-found",
    message: "XNAT does not have this.",
    hint: "Check the names; capital letters count. A label is only known inside its project; outside, XNAT takes accession IDs such as XNAT_E00001. What this account may not see may also look like this.",
  },
  406: {
    code: "remote/refused",
    message: "XNAT does not offer this format.",
    hint: "Ask with Accept: */* and with format=json in the query.",
  },
  417: {
    code: "input/invalid",
    message: "XNAT does not accept what was sent.",
    hint: "A name may hold characters that it refuses, or a type is missing.",
  },
};

/**
 * Turns a refusal of XNAT into an error. What its page says stands behind the message where it is a known sentence, which no label can be in, and
 * otherwise in the `subject`.
 */
export function xnatError(
  ctx: Pick<XnatContext, "baseUrl" | "now">,
  answer: { readonly status: number; readonly headers: Headers },
  text: string,
  { path, subject = path, project }: ErrorAbout,
): ScanferryError {
  const { status, headers } = answer;
  if (status < 400 && looksLikeHtml(text)) {
    return changedError(pageError(pageIn(text) ?? "other", status), { subject });
  }
  const row = status === 403 ? forbidden(ctx, path, project) : rows[status];
  const error =
    row === undefined
      ? errorFromStatus(status, headers, "", ctx.now())
      : new ScanferryError(row.code, row.message, { hint: row.hint, details: { status } });
  return saying(error, serverMessage(text), subject);
}

/** A refusal of XNAT names the page of the project, where access to it is asked for; its own answer says nothing (wire/xnat.md, 4). */
function forbidden(ctx: Pick<XnatContext, "baseUrl">, path: string, known: string | undefined): Row {
  const inPath = /^\/(?:data|REST)\/(?:archive\/|prearchive\/)?projects\/([^/?]+)/.exec(path)?.[1];
  const project = known === undefined ? inPath : encodeURIComponent(known);
  return {
    code: "auth/forbidden",
    message: "This account may not see this.",
    hint:
      project === undefined
        ? `Open ${ctx.baseUrl} in a browser, find the project and ask for access there, or ask its owner.`
        : `Open ${ctx.baseUrl}/data/projects/${project}?format=html in a browser and ask for access there, or ask the project's owner.`,
  };
}

/** Adds what the server says: to the message if it is one of its own sentences, and otherwise to what is not printed unasked. */
function saying(error: ScanferryError, said: string | undefined, subject: string): ScanferryError {
  if (said === undefined || isPhrase(said)) return changedError(error, { subject });
  if (!isKnownSentence(said)) return changedError(error, { subject: `${subject} (${said})` });
  const { code, hint, retryable, retryAfterMs, details } = error;
  return new ScanferryError(code, `${error.message} It says: “${said}”`, {
    subject,
    retryable,
    ...(hint === undefined ? {} : { hint }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(details === undefined ? {} : { details }),
  });
}

/** Restlet's own words for a status, which say nothing new. */
function isPhrase(said: string): boolean {
  return /^(?:The (?:server (?:has not found anything matching|encountered an unexpected condition)|request requires user authentication|method specified in the request is not allowed)\b.*|Unauthorized|Forbidden|Not Found|Internal Server Error|Service Unavailable|Bad Request)$/.test(
    said,
  );
}
