import { ScanferryError, changedError, errorFromStatus, looksLikeHtml } from "@scanferry/transfer";
import type { XnatContext } from "../context.js";
import { serverMessage } from "./server-message.js";
import { pageError, pageIn } from "./web-page.js";

/** What an error is about. */
export interface ErrorAbout {
  /** The path that was asked for, encoded. */
  readonly path: string;
  /** What is named in the place that is not printed unasked. @default the path */
  readonly subject?: string | undefined;
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
 * Turns a refusal of XNAT into an error. What its page says stands behind the message where no label can be in it, and otherwise in the
 * `subject`.
 */
export function xnatError(
  ctx: Pick<XnatContext, "baseUrl" | "now">,
  answer: { readonly status: number; readonly headers: Headers },
  text: string,
  { path, subject = path }: ErrorAbout,
): ScanferryError {
  const { status, headers } = answer;
  if (status < 400 && looksLikeHtml(text)) {
    return changedError(pageError(pageIn(text) ?? "other", status), { subject });
  }
  const row = status === 403 ? forbidden(ctx, path) : rows[status];
  const error =
    row === undefined
      ? errorFromStatus(status, headers, "", ctx.now())
      : new ScanferryError(row.code, row.message, { hint: row.hint, details: { status } });
  return saying(error, serverMessage(text), { path, subject });
}

/** A refusal of XNAT names the page of the project, where access to it is asked for; its own answer says nothing (wire/xnat.md, 4). */
function forbidden(ctx: Pick<XnatContext, "baseUrl">, path: string): Row {
  const project = /^\/(?:data|REST)\/(?:archive\/|prearchive\/)?projects\/([^/?]+)/.exec(path)?.[1];
  return {
    code: "auth/forbidden",
    message: "This account may not see this.",
    hint:
      project === undefined
        ? `Open ${ctx.baseUrl} in a browser, find the project and ask for access there, or ask its owner.`
        : `Open ${ctx.baseUrl}/data/projects/${project}?format=html in a browser and ask for access there, or ask the project's owner.`,
  };
}

/** Adds what the server says. */
function saying(
  error: ScanferryError,
  said: string | undefined,
  { path, subject }: Required<ErrorAbout> & { subject: string },
): ScanferryError {
  if (said === undefined || isPhrase(said)) return changedError(error, { subject });
  if (!isHarmless(said, path)) return changedError(error, { subject: `${subject} (${said})` });
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
  return /^(?:The (?:server|request|resource|client|method)\b.*|Unauthorized|Forbidden|Not Found|Internal Server Error|Service Unavailable|Bad Request)$/.test(
    said,
  );
}

const abbreviations = /^(?:XNAT|URI|URL|ID|IDs|HTTP|REST|PUT|GET|POST|DELETE|XML|JSON|DICOM|API|UID|SI|OK)$/;

/** Whether a text of the server's can hold no label: words in small letters alone, and none of the names that were asked for. */
function isHarmless(said: string, path: string): boolean {
  const words = said.split(/[\s.,;:!?()“”"']+/).filter((word) => word !== "");
  const plain = words.every(
    (word, index) =>
      /^[a-z]+(?:-[a-z]+)*$/.test(index === 0 ? word.toLowerCase() : word) || abbreviations.test(word),
  );
  const names = new Set(
    path
      .toLowerCase()
      .split(/[/?&=]/)
      .slice(2),
  );
  return plain && !words.some((word) => names.has(word.toLowerCase()) && !routeWords.has(word.toLowerCase()));
}

const routeWords = new Set(
  "projects subjects experiments scans resources files data archive prearchive services sessions project subject experiment scan".split(
    " ",
  ),
);
